// Each test starts several processes of its own and then mostly waits, for timeouts of a second or more. Many together would starve
// one another on a small machine.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
