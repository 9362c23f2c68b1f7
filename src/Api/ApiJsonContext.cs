using System.Text.Json;
using System.Text.Json.Serialization;
using Chaos.Actors.Api.Documents;

namespace Chaos.Actors.Api;

/// <summary>The documents of the API, as the compiler knows them: a client that starts writes and reads them without looking at types first.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(SubmittedDocument))]
[JsonSerializable(typeof(CellsDocument))]
[JsonSerializable(typeof(ItemsDocument))]
[JsonSerializable(typeof(ItemDocument))]
[JsonSerializable(typeof(PointsDocument))]
[JsonSerializable(typeof(SeriesDocument))]
[JsonSerializable(typeof(FiguresDocument))]
[JsonSerializable(typeof(NodesDocument))]
[JsonSerializable(typeof(ExclusionDocument))]
[JsonSerializable(typeof(DataDocument))]
[JsonSerializable(typeof(DataListDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(CampaignEntry))]
[JsonSerializable(typeof(ItemEvent))]
[JsonSerializable(typeof(VerdictEvent))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
