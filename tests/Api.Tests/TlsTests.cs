using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Chaos.Actors.Cluster.Certificates;
using Chaos.Actors.Coordinator.Api.Access;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Api.Tests;

/// <summary>A coordinator that listens to other machines.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Should_speak_to_other_machines_over_tls_and_with_a_token_only()
    {
        var folder = Directory.CreateTempSubdirectory("chaos tls ");
        var (http, https) = (LoopbackPort.Free(), LoopbackPort.Free());
        var certs = Path.Combine(folder.FullName, "certs");
        CertificateMaker.MakeAuthority(certs, "test", TimeProvider.System.GetUtcNow(), 2);
        CertificateMaker.MakeNode(certs, certs, "c1", ["127.0.0.1"], TimeProvider.System.GetUtcNow(), 2);
        using var coordinator = ChaosProcess.Start(
            folder.FullName, "coordinator", "--port", Text(LoopbackPort.Free()), "--http-host", "*", "--http-port", Text(http), "--https-port", Text(https),
            "--certificate", Path.Combine(certs, "c1.pem"), "--key", Path.Combine(certs, "c1.key"), "--authority", Path.Combine(certs, "ca.pem"));
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(certs, "ca.pem"));
        using var plain = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        using var secure = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        })
        { BaseAddress = new Uri($"https://127.0.0.1:{https}") };
        try
        {
            var since = TimeProvider.System.GetTimestamp();
            while (await StatusAsync(plain, "/health/ready") != HttpStatusCode.OK)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(3) && !coordinator.HasEnded, coordinator.Log);
                await Task.Delay(100);
            }

            // Nobody has a token yet, and strangers could come in.
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(plain, ApiRoutes.Campaigns));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secure, ApiRoutes.Campaigns));
            var (token, text) = Token.Make("reader", TokenRights.Read, TimeProvider.System.GetUtcNow());
            var tokens = new TokenFile(Path.Combine(folder.FullName, "chaos-data", "tokens.json"));
            tokens.Write([token]);
            secure.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(secure, ApiRoutes.Campaigns));
            tokens.Write([]); // the last one is taken back: that opens nothing
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secure, ApiRoutes.Campaigns));
            if (OtherAddress() is not { } other) return;
            using var distant = new HttpClient { BaseAddress = new Uri($"http://{other}:{http}") };
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(distant, ApiRoutes.Campaigns));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(distant, "/health/live"));
        }
        finally
        {
            coordinator.Dispose();
            folder.Delete(recursive: true);
        }
    }

    // An address of this machine that is not loopback: what comes from there looks as if it came from another machine.
    private static IPAddress? OtherAddress() => Dns.GetHostAddresses(Dns.GetHostName())
        .FirstOrDefault(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
