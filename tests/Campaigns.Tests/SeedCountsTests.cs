namespace Chaos.Actors.Campaigns.Tests;

/// <summary>Grids whose cells have different numbers of seeds.</summary>
public sealed class SeedCountsTests
{
    [Theory]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 2, 2, 2 })]
    [InlineData(new[] { 0, 5, 1, 5, 0, 2 })]
    [InlineData(new[] { 7, 1, 0, 0, 3 })]
    public void Should_number_each_item_once_seed_by_seed(int[] counts)
    {
        var seeds = new SeedCounts(counts);
        var all = Enumerable.Range(0, (int)seeds.Items).Select(item => seeds.Locate(item)).ToArray();

        Assert.Equal(counts.Sum(), seeds.Items);
        Assert.Equal(
            counts.SelectMany((count, cell) => Enumerable.Range(0, count).Select(seed => (cell, seed))).Order(), all.Order());
        Assert.Equal(all.Select(at => at.Seed).Order(), all.Select(at => at.Seed));
        Assert.All(all.Index(), item => Assert.Equal(item.Index, seeds.ItemAt(item.Item.Cell, item.Item.Seed)));
    }

    /// <summary>Where all cells have the same, nothing is numbered otherwise than without the counts.</summary>
    [Fact]
    public void Should_number_a_product_as_it_always_was()
    {
        var product = Samples.Campaign with { CellSeeds = null, Search = null };
        var counted = product with { CellSeeds = new SeedCounts(Enumerable.Repeat(product.Seeds, product.Grid.Cells)) };

        Assert.Equal(product.Grid.Items, counted.Grid.Items);
        foreach (var item in (long[])[0, 1, 503, 504, 505, 12_345, product.Grid.Items - 1])
        {
            Assert.Equal(product.Grid.Locate(item), counted.Grid.Locate(item));
            Assert.Equal(product.Grid.Item(item), counted.Grid.Item(item));
            Assert.Equal(item, counted.Grid.ItemAt(counted.Grid.Locate(item).Cell, counted.Grid.Locate(item).Seed));
        }
    }

    [Fact]
    public void Should_know_a_million_items_at_once()
    {
        var seeds = new SeedCounts(Enumerable.Range(0, 1000).Select(cell => 500 + cell));
        Assert.Equal(999_500, seeds.Items);
        Assert.Equal(999_499, seeds.ItemAt(seeds.Locate(999_499).Cell, seeds.Locate(999_499).Seed));
        Assert.Equal((999, 1498), seeds.Locate(999_499));
    }

    /// <summary>Items are found again in a grid that has grown, by their content.</summary>
    [Fact]
    public void Should_find_items_of_a_grid_in_the_one_that_it_became()
    {
        var contents = TaskContents.Of("a", "b", "c", "d", "e", "f", "g");
        var before = SearchGrid.Start(Samples.Campaign with { Seeds = 9 });
        var after = SearchGrid.Grow(before, [new SeedsWanted(0, 0.7, 5), new SeedsWanted(3, 1, 9), new SeedsWanted(3, 0.15, 1)]);
        var overlap = GridOverlap.Between(before, contents, after, contents);

        Assert.Equal(before.Grid.Items, overlap.SharedItems);
        Assert.Equal(before.Grid.Items + 5 + 7 + 1, after.Grid.Items);
        for (long item = 0; item < before.Grid.Items; item += 17)
        {
            var there = overlap.Map(item)!.Value;
            Assert.Equal(ItemKey.Of(before, contents, 1, item), ItemKey.Of(after, contents, 1, there));
        }
        var back = GridOverlap.Between(after, contents, before, contents);
        Assert.Equal(before.Grid.Items, Enumerable.Range(0, (int)after.Grid.Items).Count(item => back.Map(item) is not null));
        Assert.Equal(before.Grid.Items, back.SharedItems);
    }

    [Fact]
    public void Should_begin_again_where_its_file_begins()
    {
        var start = SearchGrid.Start(Samples.Campaign);
        var grown = SearchGrid.Grow(start, [new SeedsWanted(0, 0.7, 5)]) with { Search = start.Search! with { Round = 4, Report = "x", Ended = "y" } };
        Assert.NotEqual(start, grown);
        Assert.Equal(start, SearchGrid.Start(grown));
        Assert.Equal([0.1, 0.215, 0.464, 1, 2.15, 4.64, 10, 15], start.LearningRates.Union([10.0]).Order());
        Assert.All(start.CellSeeds!, seeds => Assert.Equal(SearchSpec.FirstSeeds, seeds));
        Assert.Equal(0.215, start.Search!.FlowRate);
    }
}
