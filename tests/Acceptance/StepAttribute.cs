using Xunit.v3;

// One engine, one stack: a test that starts or stops it must not meet another.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The place of a test in the life of the stack; the steps build on one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StepAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

public sealed class StepOrderer : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, Xunit.Sdk.ITestMethod =>
        [.. testMethods.OrderBy(m => ((IXunitTestMethod)m!).Method.GetCustomAttributes(typeof(StepAttribute), false).Cast<StepAttribute>().Single().Number)];
}
