using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>
/// A cluster, asked over HTTP. Its coordinators are tried one after the other, the one that answered last first, so that whoever follows
/// a campaign does not notice when one dies. Every request may be sent twice: what it asks for is done once. Every question throws a
/// <see cref="UserError"/> where it is refused or nobody answers.
/// </summary>
internal sealed class HttpCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    // Of what is sent or fetched whole: data files, reports on many items.
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WithoutEvents = TimeSpan.FromSeconds(2);

    private readonly ServerAddress _address;
    private readonly HttpClient _http;
    private int _current;
    private Stream? _events;
    private IAsyncEnumerator<SseItem<string>>? _reader;
    private Task<bool>? _next;

    /// <summary>Connects when it is asked something.</summary>
    public HttpCluster(ServerAddress address)
    {
        _address = address;
        var handler = new SocketsHttpHandler { ConnectTimeout = ToConnect, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        if (address.Authority is { } authority)
        {
            // Its authority alone counts, and the name is checked as ever.
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authority);
        }
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (address.Token is { } token) _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>The campaigns.</summary>
    public Task<ListDocument> ListAsync(CancellationToken cancellation) => GetAsync<ListDocument>(ApiRoutes.Campaigns, cancellation);

    /// <summary>The trainers.</summary>
    public Task<NodesDocument> NodesAsync(CancellationToken cancellation) => GetAsync<NodesDocument>(ApiRoutes.Nodes, cancellation);

    /// <summary>A campaign and where it stands.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="known">It as it was last, which need not be sent again; null if nobody has asked yet.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<CampaignLook> LookAsync(CampaignId campaign, CampaignSpec? known, CancellationToken cancellation)
    {
        while (true)
        {
            var document = await GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, campaign.Value), cancellation);
            if (known is not null && StatusReading.Of(known, document) is { } look) return look;
            var specification = await SendAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Specification, campaign.Value), null, TextAsync, cancellation);
            known = CampaignSpecJson.Read(specification);
            if (StatusReading.Of(known, document) is { } found) return found;
        }
    }

    /// <summary>Gives it a campaign.</summary>
    /// <param name="document">The campaign file.</param>
    /// <param name="priority">Its priority; null where nothing is said of it.</param>
    /// <param name="seeds">Seeds instead of the file's number of them.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<SubmittedDocument> SubmitAsync(CampaignDocument document, int? priority, int? seeds, CancellationToken cancellation)
    {
        // The user's own files are here and nowhere else: they go first, and the campaign names them by what they hold.
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, path) in document.Campaign.Tasks.SelectMany(task => task.Files?.Paths() ?? []).Where(file => !DataReference.IsMeant(file.Path)))
            if (!sent.ContainsKey(path)) sent.Add(path, (await SendDataAsync(path, cancellation)).ToString());
        var text = document.TextWith(path => sent.GetValueOrDefault(path, path));
        string[] query = [.. priority is { } first ? [$"priority={first}"] : (string[])[], .. seeds is { } number ? [$"seeds={number}"] : (string[])[]];
        var route = ApiRoutes.For(ApiRoutes.Campaign, document.Campaign.Name) + (query.Length == 0 ? "" : "?" + string.Join('&', query));
        return await SendAsync(HttpMethod.Put, route, () => new StringContent(text, Encoding.UTF8, "application/yaml"), ReadAsync<SubmittedDocument>, cancellation);
    }

    // One that is there already is not sent again: the coordinator says so before the body goes.
    private async Task<DataReference> SendDataAsync(string path, CancellationToken cancellation)
    {
        var reference = DataReference.Of(path);
        await SendAsync(
            HttpMethod.Put, ApiRoutes.For(ApiRoutes.DataFile, reference.Sha256),
            () => new StreamContent(File.OpenRead(path)) { Headers = { ContentType = new(MediaTypeNames.Application.Octet) } },
            ReadAsync<DataDocument>, cancellation, isLong: true);
        return reference;
    }

    /// <summary>Tells it what a campaign's owner wants.</summary>
    public Task TellAsync(CampaignId campaign, OwnerWish wish, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post,
        ApiRoutes.For(wish switch
        {
            OwnerWish.Pause => ApiRoutes.Pause,
            OwnerWish.Resume => ApiRoutes.Resume,
            OwnerWish.Cancel => ApiRoutes.Cancel,
            _ => ApiRoutes.Retry,
        }, campaign.Value),
        null, ReadAsync<StatusDocument>, cancellation);

    /// <summary>Trusts a trainer no longer, or says what that would discard.</summary>
    public Task<ExclusionDocument> ExcludeAsync(string node, bool dryRun, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post, ApiRoutes.For(ApiRoutes.Exclude, node) + (dryRun ? "?dryRun=true" : ""), null, ReadAsync<ExclusionDocument>, cancellation);

    /// <summary>Trusts a trainer again.</summary>
    public Task<ExclusionDocument> IncludeAsync(string node, CancellationToken cancellation) => SendAsync(
        HttpMethod.Post, ApiRoutes.For(ApiRoutes.Include, node), null, ReadAsync<ExclusionDocument>, cancellation);

    /// <summary>What its results say, a sentence for each curve.</summary>
    public async Task<IReadOnlyList<string>> VerdictAsync(CampaignId campaign, CancellationToken cancellation)
    {
        using var verdict = await GetAsync<JsonDocument>(ApiRoutes.For(ApiRoutes.Verdict, campaign.Value), cancellation);
        return [.. verdict.RootElement.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("sentence").GetString() ?? "")];
    }

    /// <summary>Comes back when a campaign may have changed, or after a while.</summary>
    public async Task ChangeAsync(CampaignId campaign, TimeSpan atMost, CancellationToken cancellation)
    {
        if (_reader is null)
        {
            // Of all campaigns, for that has no item in it: who follows one for a day would be sent every item of it first.
            _events = await SendAsync(HttpMethod.Get, ApiRoutes.Events, null, (answer, _) => answer.Content.ReadAsStreamAsync(CancellationToken.None), cancellation, keep: true);
            _reader = SseParser.Create(_events).EnumerateAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        }
        // What an event says need not be asked for.
        var until = Task.Delay(atMost > WithoutEvents ? atMost : WithoutEvents, cancellation);
        while (true)
        {
            _next ??= _reader.MoveNextAsync().AsTask();
            if (await Task.WhenAny(_next, until) == until)
            {
                await until;
                return;
            }
            try
            {
                if (!await _next) throw new IOException("the coordinator has ended the connection");
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                // The next question finds another coordinator, or says that there is none.
                await LeaveEventsAsync();
                await until;
                return;
            }
            _next = null;
            if (_reader.Current.Data.Contains($"\"campaign\":\"{campaign.Value}\"", StringComparison.Ordinal)) return;
        }
    }

    /// <summary>Removes a campaign that is over, with its results.</summary>
    public Task DeleteAsync(CampaignId campaign, CancellationToken cancellation) => SendAsync(
        HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Campaign, campaign.Value), null, (_, _) => Task.FromResult(true), cancellation);

    /// <summary>A series of an item, bit for bit.</summary>
    public Task<double[][]> SeriesAsync(CampaignId campaign, long item, string series, CancellationToken cancellation) => SendAsync(
        HttpMethod.Get, ApiRoutes.For(ApiRoutes.Series, campaign.Value, $"{item}", series), null, async (answer, stop) =>
        {
            var shape = answer.Headers.TryGetValues("Chaos-Shape", out var said) ? said.First().Split(',') : [];
            if (shape.Length != 2 || !int.TryParse(shape[0], CultureInfo.InvariantCulture, out var rows) || !int.TryParse(shape[1], CultureInfo.InvariantCulture, out var columns))
                throw new HttpRequestException("a series came without its shape");
            var values = MemoryMarshal.Cast<byte, double>(await answer.Content.ReadAsByteArrayAsync(stop)).ToArray();
            if (values.LongLength != (long)rows * columns) throw new HttpRequestException("a series came in part");
            return columns == 0 ? [.. Enumerable.Repeat(Array.Empty<double>(), rows)] : values.Chunk(columns).ToArray();
        }, cancellation, accept: MediaTypeNames.Application.Octet);

    /// <summary>Downloads something, in the type that is wanted.</summary>
    public Task DownloadAsync(string route, Func<Stream, Task> take, CancellationToken cancellation, string? accept = null) => SendAsync(
        HttpMethod.Get, route, null, async (answer, stop) =>
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(stop);
            await take(stream);
            return true;
        }, cancellation, isLong: true, accept: accept);

    /// <summary>Asks for a document.</summary>
    public Task<T> GetAsync<T>(string route, CancellationToken cancellation) => SendAsync(HttpMethod.Get, route, null, ReadAsync<T>, cancellation);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string route, Func<HttpContent>? content, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation,
        bool keep = false, bool isLong = false, string? accept = null)
    {
        var silent = new List<string>();
        for (var k = 0; k < _address.Servers.Count; k++)
        {
            var current = _current;
            var server = _address.Servers[current];
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(isLong ? LongPatience : Patience);
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(server, route)) { Content = content?.Invoke() };
                if (accept is not null) request.Headers.Accept.Add(new(accept));
                request.Headers.ExpectContinue = isLong && request.Content is not null;
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                try
                {
                    if (answer.IsSuccessStatusCode) return await read(answer, keep ? cancellation : patience.Token);
                    var refusal = await RefusalAsync(server, answer, patience.Token);
                    if (refusal.ExitCode != ExitCode.Unreachable) throw refusal;
                    silent.Add(refusal.Message);
                }
                finally
                {
                    if (!keep) answer.Dispose();
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                silent.Add($"no answer from {server.GetLeftPart(UriPartial.Authority)} within {(isLong ? LongPatience : Patience).TotalSeconds:0} s");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                silent.Add($"no coordinator at {server.GetLeftPart(UriPartial.Authority)}: {e.GetBaseException().Message.TrimEnd('.')}");
            }
            // Unless another question has found out already.
            Interlocked.CompareExchange(ref _current, (current + 1) % _address.Servers.Count, current);
        }
        throw new UserError(string.Join('\n', silent), ExitCode.Unreachable);
    }

    private async Task<UserError> RefusalAsync(Uri server, HttpResponseMessage answer, CancellationToken cancellation)
    {
        ProblemDocument? problem = null;
        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = await answer.Content.ReadFromJsonAsync<ProblemDocument>(ApiJson.Options, cancellation);
            }
            catch (JsonException)
            {
                // Somebody else's.
            }
        }
        if (problem is null)
            return new UserError($"{server.GetLeftPart(UriPartial.Authority)} answered {(int)answer.StatusCode}, and not as a coordinator does: is that its address?", ExitCode.Unreachable);
        var lines = new List<string> { problem.Detail };
        if (problem.Errors is { Count: > 0 } errors)
            lines = [.. errors.Select(error => $"{error.File}:{(error.Line > 0 ? $"{error.Line}:{error.Column}: " : " ")}{(error.Field.Length > 0 ? error.Field + ": " : "")}{error.Message}")];
        if (answer.StatusCode is HttpStatusCode.Unauthorized && _address.Token is null)
            lines.Add("give it with --token-file, CHAOS_TOKEN, or a context (`chaos context add`)");
        return new UserError(string.Join('\n', lines), answer.StatusCode == HttpStatusCode.ServiceUnavailable ? ExitCode.Unreachable : ExitCode.BadInput)
        {
            ProblemType = problem.Type,
        };
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation) =>
        await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellation) ?? throw new HttpRequestException("the answer was empty");

    private static Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellation) => answer.Content.ReadAsStringAsync(cancellation);

    private async Task LeaveEventsAsync()
    {
        (_reader, _next) = (null, null);
        if (_events is not null) await _events.DisposeAsync();
        _events = null;
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveEventsAsync();
        _http.Dispose();
    }
}
