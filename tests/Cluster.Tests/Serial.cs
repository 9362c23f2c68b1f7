// Each test starts several processes of its own; together they would starve one another on a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
