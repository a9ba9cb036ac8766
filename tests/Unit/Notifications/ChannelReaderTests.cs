using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Notifications;

namespace Mem0Observability.Tests.Unit.Notifications;

public sealed class ChannelReaderTests : IDisposable
{
    private const string Url = "https://hooks.example.org/services/T0/B0/s3cr3t";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-channels");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_channel_of_each_type_is_read_with_its_secret()
    {
        ChannelSet set = Read(
            new() { Name = "chat", Type = "Slack", SecretPath = Secret(Url + "\n"), Severity = ["page", "ticket"], MuteOutOfHours = true },
            new() { Name = "team", Type = "Teams", SecretPath = Secret(Url), Service = ["mem0"] },
            new() { Name = "pager", Type = "PagerDuty", SecretPath = Secret("0123456789abcdef"), Tier = 2 },
            new() { Name = "hook", Type = "webhook", SecretPath = Secret("http://127.0.0.1:1/"), MaxAlerts = 5 },
            Mail());

        set.Channels.Select(c => c.Type).Should().Equal("slack", "teams", "pagerduty", "webhook", "email");
        set.Secrets["chat.secret"].Should().Be(Url);
        set.Channels[0].MuteTime.Should().Equal("nights", "weekends");
        set.Channels[4].SecretFile.Should().BeNull();
        set.Channels[4].RequireTls.Should().BeTrue();
    }

    [Fact]
    public void What_is_kept_reads_back_as_the_same_and_holds_no_secret()
    {
        ChannelSet set = Read(new NotificationChannel { Name = "chat", Type = "Slack", SecretPath = Secret(Url) }, Mail());
        string json = set.ToJson();
        json.Should().NotContain("s3cr3t");
        ChannelSet.Read(json, "channels.json").Should().BeEquivalentTo(set.Channels);
    }

    [Theory]
    [InlineData("ChannelNameInvalid", "Name", "Ops Team")]
    [InlineData("ChannelNameInvalid", "Name", "-ops")]
    [InlineData("ChannelTypeUnknown", "Type", "Telegram")]
    [InlineData("ChannelSeverityInvalid", "Severity", "urgent")]
    [InlineData("ChannelSeverityInvalid", "Severity", "")]
    [InlineData("ChannelTierInvalid", "Tier", "3")]
    [InlineData("ChannelServiceInvalid", "Service", "mem0\"}")]
    [InlineData("ChannelMuteTimeInvalid", "MuteTime", "lunch")]
    [InlineData("ChannelMuteTimeInvalid", "MuteTime", "nights")]
    [InlineData("ChannelSecretMissing", "SecretPath", "")]
    [InlineData("ChannelSecretMissing", "SecretPath", "not-there")]
    [InlineData("ChannelSettingInvalid", "MaxAlerts", "3")]
    [InlineData("ChannelSettingInvalid", "To", "ops@example.org")]
    public void Each_mistake_in_a_channel_has_one_error_that_names_it(string errorId, string property, string value)
    {
        var channel = new NotificationChannel { Name = "ops", Type = "Slack", SecretPath = Secret(Url) };
        Set(channel, property, value);
        StackException error = Fails(channel);
        error.ErrorId.Should().Be(errorId);
        error.Target.Should().Be(channel.Name);
        error.Message.Should().NotContain("s3cr3t");
    }

    [Theory]
    [InlineData("ChannelAddressInvalid", "To", "")]
    [InlineData("ChannelAddressInvalid", "To", "ops")]
    [InlineData("ChannelAddressInvalid", "From", "nobody at all")]
    [InlineData("ChannelServerInvalid", "SmtpHost", "")]
    [InlineData("ChannelServerInvalid", "SmtpHost", "mail:25")]
    [InlineData("ChannelServerInvalid", "SmtpPort", "70000")]
    [InlineData("ChannelSecretMissing", "SmtpUser", "ops")]
    [InlineData("ChannelSettingInvalid", "SecretPath", "password")]
    public void Each_mistake_in_mail_has_one_error(string errorId, string property, string value)
    {
        NotificationChannel channel = Mail();
        Set(channel, property, value);
        Fails(channel).ErrorId.Should().Be(errorId);
    }

    [Theory]
    [InlineData("ChannelSecretEmpty", " \n")]
    [InlineData("ChannelSecretInvalid", "ftp://example.org/s3cr3t")]
    [InlineData("ChannelSecretInvalid", "hooks.example.org/s3cr3t")]
    [InlineData("ChannelSecretInvalid", "https://example.org/s3cr3t\nhttps://example.org/2")]
    public void What_is_wrong_with_a_secret_is_said_without_it(string errorId, string secret)
    {
        StackException error = Fails(new NotificationChannel { Name = "ops", Type = "Teams", SecretPath = Secret(secret) });
        error.ErrorId.Should().Be(errorId);
        error.Message.Should().NotContain("s3cr3t").And.Contain("'ops'");
    }

    [Fact]
    public void Two_channels_of_one_name_are_refused()
    {
        var channel = new NotificationChannel { Name = "ops", Type = "Slack", SecretPath = Secret(Url) };
        this.Invoking(_ => Read(channel, channel)).Should().Throw<StackException>().Which.ErrorId.Should().Be("ChannelNameTaken");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_said_to_be_so()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "this user may read everything");
        string path = Secret(Url);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Fails(new NotificationChannel { Name = "ops", Type = "Slack", SecretPath = path }).ErrorId.Should().Be("ChannelSecretUnreadable");
    }

    [Fact]
    public void Several_values_in_one_field_are_several()
    {
        ChannelSet set = Read(new NotificationChannel { Name = "ops", Type = "Slack", SecretPath = Secret(Url), Severity = ["page, Ticket"] });
        set.Channels[0].Severity.Should().Equal("page", "ticket");
    }

    private static NotificationChannel Mail() =>
        new() { Name = "mail", Type = "Email", To = ["ops@example.org"], From = "mem0@example.org", SmtpHost = "mail.example.org" };

    private static void Set(NotificationChannel channel, string property, string value)
    {
        System.Reflection.PropertyInfo info = typeof(NotificationChannel).GetProperty(property)!;
        info.SetValue(channel, info.PropertyType == typeof(string[]) ? new[] { value } : Convert.ChangeType(value, info.PropertyType, CultureInfo.InvariantCulture));
    }

    private string Secret(string content)
    {
        string path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }

    private ChannelSet Read(params NotificationChannel[] channels) => new ChannelReader(p => Path.GetFullPath(p, _folder.FullName)).Read(channels);

    private StackException Fails(NotificationChannel channel) => this.Invoking(_ => Read(channel)).Should().Throw<StackException>().Which;
}
