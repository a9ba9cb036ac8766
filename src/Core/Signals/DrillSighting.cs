namespace Mem0Observability.Signals;

/// <summary>A test alert was seen at a hop.</summary>
/// <param name="At">When it was there by the place's own word; null: when it was seen.</param>
/// <param name="Replaces">Told by a later place, more exactly than looking can.</param>
internal sealed record DrillSighting(DrillHop Hop, DateTimeOffset? At, string Detail, bool Replaces = false);
