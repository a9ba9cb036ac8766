namespace Mem0Observability.Model;

/// <summary>One difference between what the compose file says and what the engine has.</summary>
/// <param name="Operation">Pull, Build, Create, Start, Replace, Stop, Join, Remove or Keep.</param>
/// <param name="Kind">image, network, volume or container.</param>
/// <param name="Name">The engine's name of it.</param>
/// <param name="Reason">Why.</param>
public sealed record PlanAction(string Operation, string Kind, string Name, string Reason);
