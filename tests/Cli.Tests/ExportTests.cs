using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;
using Microsoft.Data.Sqlite;
using Parquet;
using Parquet.Schema;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

[Collection(ExportedCampaign.Name)]
public sealed class ExportTests(ExportedCampaign campaign)
{
    [Fact]
    public async Task Should_write_the_same_items_and_cells_as_parquet_and_csv()
    {
        foreach (var table in (string[])["items", "cells"])
        {
            var lines = await File.ReadAllLinesAsync(campaign.File(table + ".csv"));
            var parquet = await ReadAsync(campaign.File(table + ".parquet"));
            Assert.Equal(lines[0].Split(','), parquet.Keys);
            string[] rows = [.. Enumerable.Range(0, parquet.Values.First().Length).Select(row => string.Join(',', parquet.Values.Select(column => Text(column[row]))))];
            Assert.Equal(lines[1..], rows);
        }
    }

    [HyparquetFact]
    public async Task Should_write_parquet_that_another_reader_reads()
    {
        string[] tables = ["items", "cells", "series"];
        foreach (var table in tables)
        {
            var lines = await Hyparquet.ReadAsync(campaign.File(table + ".parquet"));
            var expected = await ReadAsync(campaign.File(table + ".parquet"));
            Assert.Equal(expected.Keys, lines[0].Select(name => name.GetString()));
            Assert.Equal(expected.Values.First().Length, lines.Count - 1);
            for (var row = 0; row < lines.Count - 1; row++)
                Assert.Equal(expected.Values.Select(column => Text(column[row])), lines[row + 1].Select(value => Text(value)));
        }
    }

    [PythonFact("pandas numpy")]
    public async Task Should_write_series_that_are_those_of_the_database() => Assert.Equal("2 4 identical\n", await RunAsync(await SeriesAsync("pandas"), """
        import sqlite3, numpy as np, pandas as pd
        db = sqlite3.connect('chaos.db')
        checked = set()
        for index, copies, loss, distance in db.execute('select item_index, copies, loss, distance from results order by item_index'):
            for name, data, rows in (('loss', loss, copies), ('distance', distance, copies - 1)):
                stored = np.frombuffer(data).reshape(rows, -1)
                long = series[(series['index'] == index) & (series['series'] == name)]
                table = long.pivot(index='row', columns='t', values='value').to_numpy()
                assert table.shape == stored.shape and (table == stored).all(), (index, name)
                checked.add((name, index))
        print(len({name for name, _ in checked}), len({index for _, index in checked}), 'identical')
        """));

    [PythonFact("h5py numpy")]
    public async Task Should_write_distances_that_the_authors_scripts_read()
    {
        // Attributes and indices as MNIST_tanh.py writes them; what is in them is compared with the database.
        var said = await RunAsync("""
            import glob, h5py, numpy as np, sqlite3
            db = sqlite3.connect('chaos.db')
            for path in sorted(glob.glob('distances_lr_*.h5')):
                with h5py.File(path, 'r') as f:
                    a, w = f.attrs, f['weights']
                    assert w.shape == (len(a['epsilon']), a['n_init'], a['num_pert'], a['num_epochs'] + 1) and w.dtype == np.float64, w
                    for e, epsilon in enumerate(a['epsilon']):
                        for i, seed in enumerate(f['seed']):
                            row = db.execute('select distance from results where eta = ? and epsilon = ? and seed = ?',
                                             (float(a['learning_rate']), float(epsilon), int(seed))).fetchone()
                            assert (w[e, i] == np.frombuffer(row[0]).reshape(a['num_pert'], -1)).all()
                    print(path, w.shape, a['learning_rate'], a['task'])
            """);
        Assert.Equal("distances_lr_0.1.h5 (1, 2, 2, 21) 0.1 iris\ndistances_lr_1.h5 (1, 2, 2, 21) 1.0 iris\n", said);
    }

    [Fact]
    public async Task Should_leave_what_is_not_known_empty_and_refuse_what_has_no_distances()
    {
        using var place = new Workplace();
        place.Write("t.yaml", "task: iris\narchitectures: [10-sigmoid]\nlearningRates: [0.1]\nseeds: 1\nepochs: 5\ntangents: 1\nperturbation: {count: 0}\nthresholds: [0.99]\n");
        await ChaosProgram.RunAsync(place.Folder, "run", "t.yaml");
        Assert.DoesNotContain("nan", await File.ReadAllTextAsync(place.File("runs", "t", "items.csv")), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("nan", await File.ReadAllTextAsync(place.File("runs", "t", "cells.csv")), StringComparison.OrdinalIgnoreCase);
        var hdf = await ChaosProgram.RunAsync(place.Folder, "export", "runs/t", "--format", "hdf5");
        Assert.Equal(2, hdf.ExitCode);
        Assert.Contains("no perturbed replicas", hdf.Messages);
    }

    [Fact]
    public async Task Should_write_distances_as_if_no_replica_had_been_pulled_back()
    {
        using var place = new Workplace();
        place.Write("far.yaml", "task: iris\narchitectures: [10-sigmoid]\nlearningRates: [2]\nseeds: 1\nepochs: 60\nperturbation: {count: 1, epsilon: 1e-8, rescale: true}\n");
        await ChaosProgram.RunAsync(place.Folder, "run", "far.yaml");
        var outcome = await ChaosProgram.RunAsync(place.Folder, "export", "runs/far", "--format", "hdf5");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var file = H5File.OpenRead(place.File("runs", "far", "distances_lr_2.h5"));
        var written = file.Dataset("weights").Read<double[]>();
        var (stored, pulls) = (Stored(place, "select distance from results"), Stored(place, "select data from series where name = 'rescalings'"));
        Assert.Contains(pulls, pull => pull != 0);
        for (var t = 0; t < stored.Length; t++) Assert.Equal(1, written[t] / (stored[t] * Math.Exp(pulls.Take(t).Sum())), 9);
    }

    private static double[] Stored(Workplace place, string sql)
    {
        using var db = new SqliteConnection($"Data Source={place.File("runs", "far", "chaos.db")};Pooling=False");
        db.Open();
        using var query = db.CreateCommand();
        query.CommandText = sql;
        return MemoryMarshal.Cast<byte, double>((byte[])query.ExecuteScalar()!).ToArray();
    }

    private Task<string> RunAsync(string script) => Python.RunAsync(Python.With("h5py", "numpy")!, campaign.Folder, script);

    private Task<string> RunAsync(string head, string script) => Python.RunAsync(Python.With("pandas", "numpy")!, campaign.Folder, head + script);

    // Debian's pandas has no Parquet engine: where there is none, this program's library reads the file and hands it over.
    private async Task<string> SeriesAsync(string pandas)
    {
        const string head = "import pandas as pd\nseries = ";
        if (Python.With(pandas, "numpy", "pyarrow") is { } whole && whole == Python.With(pandas, "numpy")) return head + "pd.read_parquet('series.parquet')\n";
        var columns = await ReadAsync(campaign.File("series.parquet"));
        var lines = Enumerable.Range(0, columns.Values.First().Length).Select(row => string.Join(',', columns.Values.Select(column => Text(column[row]))));
        await File.WriteAllLinesAsync(campaign.File("series.csv"), lines.Prepend(string.Join(',', columns.Keys)));
        return head + "pd.read_csv('series.csv', float_precision='round_trip')\n";
    }

    private static async Task<OrderedDictionary<string, object?[]>> ReadAsync(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path);
        var columns = new OrderedDictionary<string, object?[]>();
        foreach (var field in reader.Schema.GetDataFields()) columns[field.Name] = [];
        for (var k = 0; k < reader.RowGroupCount; k++)
        {
            using var group = reader.OpenRowGroupReader(k);
            foreach (var field in reader.Schema.GetDataFields()) columns[field.Name] = [.. columns[field.Name], .. await ReadAsync(group, field)];
        }
        return columns;
    }

    private static async Task<object?[]> ReadAsync(ParquetRowGroupReader group, DataField field)
    {
        var rows = checked((int)group.RowCount);
        if (field.ClrType == typeof(double)) return await Values<double>();
        if (field.ClrType == typeof(long)) return await Values<long>();
        if (field.ClrType == typeof(bool)) return await Values<bool>();
        var words = new string?[rows];
        await group.ReadAsync(field, words.AsMemory());
        return words;

        async Task<object?[]> Values<T>()
            where T : struct
        {
            var values = new T?[rows];
            await group.ReadAsync<T>(field, values.AsMemory());
            return [.. values.Cast<object?>()];
        }
    }

    private static string Text(object? value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Number } number => Text(number.GetDouble()),
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => Text(flag.GetBoolean()),
        JsonElement word => word.GetString() ?? "",
        _ => value as string ?? "",
    };
}
