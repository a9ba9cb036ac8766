using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Cmdlets;

public sealed class ChannelCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-channel-command");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("@{ Name = 'ops'; Type = 'Telegram' }", "ChannelTypeUnknown")]
    [InlineData("@{ Name = 'ops'; Type = 'Slack'; SecretPath = 'no-such-file' }", "ChannelSecretMissing")]
    [InlineData("@{ Name = 'ops'; Type = 'Email'; Severity = 'page', 'ticket'; To = 'a@b', 'c@d'; From = 'e@f' }", "ChannelServerInvalid")]
    [InlineData("([pscustomobject]@{ Name = 'ops'; Type = 'Webhook'; Tier = '7' })", "ChannelTierInvalid")]
    public void A_wrong_channel_is_told_before_any_engine_is_asked_and_nothing_is_written(string channel, string errorId)
    {
        var error = Run(channel).Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().Be($"{errorId},Mem0Observability.Commands.StartMem0MonitoringCommand");
        error.TargetObject.Should().Be("ops");
        Directory.EnumerateFileSystemEntries(_folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public void A_key_that_no_channel_has_is_refused() =>
        Run("@{ Name = 'ops'; Type = 'Slack'; Colour = 'red' }").Errors.Should().ContainSingle().Which.Exception.Message.Should().Contain("Colour");

    private CommandOutcome Run(string channel) => CommandHost.Run(
        $"[Environment]::SetEnvironmentVariable('MEM0_STATE_DIR', '{_folder.FullName}'); Start-Mem0Monitoring -Path '{Checkout.Root}' -NotificationChannel {channel}");
}
