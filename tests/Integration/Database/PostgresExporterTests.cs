using DotNet.Testcontainers.Configurations;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Database;

public sealed class PostgresExporterTests(Mem0Database database) : IClassFixture<Mem0Database>
{
    private const string PasswordFile = "/run/secrets/postgres_exporter_password";

    [Fact]
    public async Task The_database_has_pgvector()
    {
        await database.ExecuteAsync("CREATE EXTENSION vector");
        (await database.ExecuteAsync("SELECT '[1,0]'::vector <=> '[0,1]'::vector")).Should().Be(1d);
    }

    [Theory]
    [InlineData(Mem0Database.Password, "pg_up 1")]
    [InlineData("another", "pg_up 0")]
    public async Task The_exporter_logs_in_with_the_password_of_the_file_and_says_when_it_cannot(string password, string expected)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, password, TestContext.Current.CancellationToken);
        // As Start-Mem0Monitoring makes it: the container's user is not ours.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var exporter = ShippedContainer.Of("postgres-exporter", database.Network).WithBindMount(file, PasswordFile, AccessMode.ReadOnly).Build();
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(ShippedContainer.Address(exporter, "postgres-exporter"), "/metrics"), TestContext.Current.CancellationToken);
        metrics.Split('\n').Should().Contain(expected);
        File.Delete(file);
    }
}
