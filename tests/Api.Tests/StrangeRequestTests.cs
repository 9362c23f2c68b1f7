using System.Net;
using System.Net.Sockets;
using System.Text;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api.Tests;

/// <summary>What no well-meaning client sends.</summary>
[Collection(ApiCollection.Name)]
public sealed class StrangeRequestTests(ApiCluster cluster)
{
    [Fact]
    public async Task Should_refuse_a_body_that_is_too_large()
    {
        using var large = await cluster.SubmitAsync(ApiCluster.Tiny + new string('#', 1 << 20), "tiny");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal("application/problem+json", large.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Should_hang_up_on_a_body_that_never_comes_and_answer_others_meanwhile()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, cluster.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/v1/campaigns/tiny HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {cluster.Writer.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/yaml\r\nContent-Length: 1000\r\n\r\nname: "));
        Assert.True((await cluster.Reader.GetAsync(ApiRoutes.Campaigns)).IsSuccessStatusCode);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var answer = new StreamReader(stream);
        var line = await answer.ReadLineAsync(limit.Token);
        Assert.True(line is null || line.Contains("408", StringComparison.Ordinal), line);
    }

    /// <summary>Garbage of every shape, at every address: refused, and never a defect.</summary>
    [Fact]
    public async Task Should_not_fail_whatever_is_asked()
    {
        var random = new Random(13);
        string[] words =
        [
            "", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "null", "true", "..", "%2e%2e", "a b", "x'; DROP TABLE results; --", "ä", "%00", "tiny",
            "TINY", "t1", "loss", "onset.png", "onset.gif", "csv.zip", new('a', 300), "{name}", "*", "done",
        ];
        string[] keys = ["state", "after", "limit", "priority", "seeds", "dryRun", "zz"];
        string[] bodies =
        [
            "", "[]", "{}", "name: tiny", ApiCluster.Tiny + "seeds: {from: 1}", "\0", "&a [*a]", "a: &x [" + string.Concat(Enumerable.Repeat("*x,", 50)) + "]",
            new string('[', 10_000), "name: tiny\ntask: iris\nepochs: 99999999999", "- !!python/object:os.system x",
        ];
        foreach (var (method, template) in DescribedRoutes.All())
        {
            for (var round = 0; round < 12; round++)
            {
                // What it is really asked of has tests of its own: a campaign that is there is not to be lost here.
                var address = string.Join('/', template.Split('/').Select(part => part.StartsWith('{') || part.Contains("{file}", StringComparison.Ordinal)
                    ? Uri.EscapeDataString(words[random.Next(words.Length)]) is { Length: > 0 } word && (word != "tiny" || method == HttpMethod.Get) ? word : "zz" : part));
                var query = $"?{keys[random.Next(keys.Length)]}={Uri.EscapeDataString(words[random.Next(words.Length)])}&{keys[random.Next(keys.Length)]}={words.Length}";
                if (address.EndsWith("/t1/exclude", StringComparison.Ordinal)) continue;
                using var request = new HttpRequestMessage(method, address + query);
                if (method != HttpMethod.Get) request.Content = ApiCluster.Yaml(bodies[random.Next(bodies.Length)]);
                using var answer = await cluster.Writer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                Assert.True((int)answer.StatusCode < 500, $"{method} {address}{query}: {answer.StatusCode}\n{cluster.Log}");
            }
        }
    }

    [Fact]
    public async Task Should_slow_down_who_asks_too_much_and_nobody_else()
    {
        var refused = 0;
        for (var round = 0; round < 60 && refused == 0; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => cluster.Greedy.GetAsync(ApiRoutes.Prefix + "/nothing")));
            refused = answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
            foreach (var answer in answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests))
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                Assert.Equal(ProblemTypes.TooMany, (await ApiCluster.ReadAsync<ProblemDocument>(answer)).Type);
            }
        }

        Assert.True(refused > 0);
        Assert.True((await cluster.Reader.GetAsync(ApiRoutes.Campaigns)).IsSuccessStatusCode);
    }
}
