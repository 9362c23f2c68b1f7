using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>One value of one series of one item: a row of <c>series.parquet</c>.</summary>
/// <param name="Index">The item's index in the campaign's grid.</param>
/// <param name="Seed">The value of the seed axis.</param>
/// <param name="Eta">η.</param>
/// <param name="Series">The series' name.</param>
/// <param name="Row">Its row: the copy, the replica, the tangent …, from 0.</param>
/// <param name="Epoch">t.</param>
/// <param name="Value">The value.</param>
public readonly record struct SeriesRow(long Index, int Seed, double Eta, string Series, int Row, int Epoch, double Value)
{
    /// <summary>The columns.</summary>
    public static TableColumns<SeriesRow> Columns { get; } = new TableColumns<SeriesRow>()
        .Count("index", row => row.Index)
        .Count("seed", row => row.Seed)
        .Number("eta", row => row.Eta)
        .Text("series", row => row.Series)
        .Count("row", row => row.Row)
        .Count("t", row => row.Epoch)
        .Number("value", row => row.Value);

    /// <summary>All values of an item, series by series, row by row, epoch by epoch.</summary>
    public static IEnumerable<SeriesRow> Of(CampaignSpec campaign, long index, PairGroupSeries series)
    {
        var item = campaign.Grid.Item(index);
        var seed = campaign.Grid.SeedOf(index);
        foreach (var named in series.All)
        {
            var epochs = Epochs(item, named);
            for (var row = 0; row < named.Rows.Length; row++)
            {
                for (var column = 0; column < named.Length; column++)
                    yield return new SeriesRow(index, seed, item.LearningRate, named.Name, row, epochs[column], named.Rows[row][column]);
            }
        }
    }

    /// <summary>The epoch of each column of an item's series.</summary>
    public static int[] Epochs(PairGroupSpec item, NamedSeries series)
    {
        var observable = item.Observables().FirstOrDefault(observable => observable.Series == series.Name);
        return [.. Enumerable.Range(0, series.Length).Select(column => observable?.EpochOf(column, item) ?? column)];
    }
}
