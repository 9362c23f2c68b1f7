namespace Chaos.Actors.TrainerNode.Telemetry;

/// <summary>What the metrics say of a trainer.</summary>
/// <param name="Busy">Slots that compute.</param>
/// <param name="Free">Slots that do not.</param>
/// <param name="Queued">Items that wait for a slot.</param>
/// <param name="Outbox">Outcomes not acknowledged.</param>
/// <param name="ReplicaEpochs">Epochs of single networks since the start.</param>
internal sealed record TrainerReading(int Busy, int Free, int Queued, int Outbox, long ReplicaEpochs);
