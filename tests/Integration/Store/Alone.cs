namespace Mem0Observability.Tests.Integration.Store;

/// <summary>Tests with limits in seconds and megabytes, which say nothing while others use the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
