using System.Net;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Api.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Api.Tests;

/// <summary>Who may ask a coordinator on loopback that has no tokens: programs of its own machine, and no web page.</summary>
public sealed class GatekeeperTests
{
    [Theory]
    [InlineData("127.0.0.1:4080", "", null)]
    [InlineData("localhost:4080", "", null)]
    [InlineData("[::1]:4080", "", null)]
    [InlineData("localhost:4080", "http://localhost:4080", null)]
    [InlineData("evil.example:4080", "", 403)] // a name that someone lets point here
    [InlineData("127.0.0.1:4080", "http://evil.example", 403)]
    [InlineData("127.0.0.1:4080", "null", 403)]
    [InlineData("127.0.0.1:4080", "http://127.0.0.1:9999", 403)]
    public void Should_let_programs_in_and_no_page(string host, string origin, int? refused)
    {
        var context = new DefaultHttpContext { Connection = { LocalIpAddress = IPAddress.Loopback, RemoteIpAddress = IPAddress.Loopback } };
        context.Request.Headers.Host = host;
        context.Request.Headers.Origin = origin;
        var caller = new Gatekeeper(Settings(), new TokenFile("/nonexistent/tokens.json")).Recognise(context);

        Assert.Equal((refused, refused is null), (caller.Objection?.Problem.Status, caller.Rights == TokenRights.Write));
    }

    [Fact]
    public void Should_let_nobody_in_by_a_file_that_is_no_list_of_tokens()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{"tokens": [{"name": "a", "rights": "write", "sha256": "00"}]}""");
            var context = new DefaultHttpContext { Connection = { LocalIpAddress = IPAddress.Loopback, RemoteIpAddress = IPAddress.Loopback } };
            context.Request.Headers.Host = "localhost";
            Assert.Equal(503, new Gatekeeper(Settings(), new TokenFile(path)).Recognise(context).Objection?.Problem.Status);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static NodeSettings Settings() => NodeSettings.Read(new ConfigurationBuilder().Build(), NodeKind.Coordinator);
}
