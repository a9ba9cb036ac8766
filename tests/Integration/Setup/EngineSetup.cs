using System.Runtime.CompilerServices;
using Mem0Observability.Docker;
using Mem0Observability.Model;

// Deployer tests mostly wait for the engine, so more of them run than there are processors.
[assembly: Xunit.v3.Parallelization(MaxThreads = 5)]
[assembly: AssemblyFixture(typeof(Mem0Observability.Tests.Integration.Setup.StackImages))]

namespace Mem0Observability.Tests.Integration.Setup;

/// <summary>Running these tests declares that an engine is there; where none answers they fail.</summary>
internal static class EngineSetup
{
    /// <summary>Before Testcontainers reads its settings, which it does once.</summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // this is an application: the test program
#pragma warning disable VSTHRD002 // a module initializer cannot wait in another way
    internal static void ConfigureTestcontainers()
    {
        // Its reaper is an image of a registry; every container here is removed by the test that made it.
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        try
        {
            using var engine = EngineConnection.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
            // It asks for an API that engines before 25 do not have, and does not negotiate.
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", engine.Info.ApiVersion.ToString());
        }
        catch (StackException)
        {
            // StackImages says so for every test.
        }
    }
}
