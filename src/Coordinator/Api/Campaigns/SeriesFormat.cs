using System.Net.Mime;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Dynamics.Training;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Chaos.Actors.Coordinator.Api.Campaigns;

/// <summary>The ways in which a series is given out.</summary>
internal static class SeriesFormat
{
    /// <summary>A document.</summary>
    public const string Json = MediaTypeNames.Application.Json;

    /// <summary>Little-endian float64, row after row.</summary>
    public const string Raw = MediaTypeNames.Application.Octet;

    /// <summary>An Arrow IPC stream.</summary>
    public const string Arrow = "application/vnd.apache.arrow.stream";

    private static readonly string[] All = [Json, Raw, Arrow];

    /// <summary>What a request asks for: the first that it likes best.</summary>
    /// <exception cref="ApiProblem">It would take none of them.</exception>
    public static string Of(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0) return Json;
        return accepted.Where(one => one.Quality is not 0).OrderByDescending(one => one, MediaTypeHeaderValueComparer.QualityComparer)
            .Select(one => System.Array.Find(All, format => one.MatchesMediaType(format))).FirstOrDefault(format => format is not null)
            ?? throw ApiProblem.BadRequest($"Accept: found {request.Headers.Accept}, expected one of {string.Join(", ", All)}", StatusCodes.Status406NotAcceptable);
    }

    /// <summary>As little-endian float64, row after row.</summary>
    // Little-endian is the only byte order of the platforms there are.
    public static byte[] ToRaw(NamedSeries series) => MemoryMarshal.AsBytes(series.Rows.SelectMany(row => row).ToArray().AsSpan()).ToArray();

    /// <summary>
    /// As an Arrow stream of one batch: <c>epoch</c> (int32), then a column of float64 for each row, which is called as the series is, with its
    /// number from 0 where there are several.
    /// </summary>
    /// <param name="item">What was computed.</param>
    /// <param name="series">One of its series.</param>
    public static byte[] ToArrow(PairGroupSpec item, NamedSeries series)
    {
        var epochs = SeriesRow.Epochs(item, series);
        var schema = new Schema(
            [
                new Field("epoch", Int32Type.Default, nullable: false),
                .. series.Rows.Select((_, row) => new Field(
                    series.Rows.Length == 1 ? series.Name : FormattableString.Invariant($"{series.Name}_{row}"), DoubleType.Default, nullable: false)),
            ],
            metadata: null);
        using var batch = new RecordBatch(
            schema,
            [
                new Int32Array(Buffer(epochs), ArrowBuffer.Empty, epochs.Length, nullCount: 0, offset: 0),
                .. series.Rows.Select(row => new DoubleArray(Buffer(row), ArrowBuffer.Empty, row.Length, nullCount: 0, offset: 0)),
            ],
            epochs.Length);
        using var bytes = new MemoryStream();
        using (var writer = new ArrowStreamWriter(bytes, schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }
        return bytes.ToArray();
    }

    private static ArrowBuffer Buffer<T>(T[] values)
        where T : struct => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
