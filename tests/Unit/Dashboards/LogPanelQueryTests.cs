using Mem0Observability.Dashboards;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Dashboards;

public sealed class LogPanelQueryTests
{
    [Theory]
    [InlineData("log.level:(error OR fatal)", "Error,Fatal", "")]
    [InlineData("log.level:error AND service.name:\"mem0\"", "Error", "mem0")]
    [InlineData("service.name:(mem0 OR openmemory-mcp)", "", "mem0,openmemory-mcp")]
    public void Levels_and_services_are_understood(string lucene, string levels, string services)
    {
        LogSearch search = LogPanelQuery.Read(lucene, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        string.Join(',', search.Levels).Should().Be(levels);
        string.Join(',', search.Services).Should().Be(services);
    }

    [Theory]
    [InlineData("message:timeout")]
    [InlineData("log.level:error OR service.name:mem0")]
    [InlineData("log.level:[1 TO 3]")]
    public void Anything_else_is_refused_rather_than_guessed(string lucene)
    {
        Action read = () => LogPanelQuery.Read(lucene, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        read.Should().Throw<FormatException>();
    }
}
