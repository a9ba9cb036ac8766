using Xunit.Sdk;
using Xunit.v3;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The place of a test in the life of the stack; the steps build on one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StepAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

public sealed class StepOrderer : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(t => ((t as IXunitTestCase)?.TestMethod.Method.GetCustomAttributes(typeof(StepAttribute), false).Cast<StepAttribute>().Single())?.Number)];
}
