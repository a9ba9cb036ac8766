using Mem0Observability.Model;

namespace Mem0Observability.Signals.Quality;

/// <summary>What one alert's episodes amount to.</summary>
internal static class QualityMeasurement
{
    private const double NoisyShare = 0.2;

    /// <summary>A fifth of a handful is no noise.</summary>
    private const int NoisyNotifications = 10;

    private const double FalsePositiveShare = 0.05;

    private static readonly TimeSpan s_reopened = TimeSpan.FromMinutes(15);

    /// <param name="episodes">Of this alert.</param>
    /// <param name="all">Notifications of all alerts in the window, without drills.</param>
    public static AlertQuality Of(string name, bool loaded, IReadOnlyList<QualityEpisode> episodes, int all, QualityRequest request)
    {
        List<QualityEpisode> real = [.. episodes.Where(e => !e.IsDrill)];
        int notifications = Notifications(name, real);
        int judged = real.Count(e => e.IsJudged);
        int wrong = real.Count(e => e.IsFalsePositive(request.SelfResolved));
        int reopened = Reopened(real);
        double? share = all == 0 ? null : (double)notifications / all;
        double? rate = judged == 0 ? null : (double)wrong / judged;
        return new(
            name,
            State(real.Count, notifications, share, reopened, rate),
            loaded,
            real.Count,
            notifications,
            share,
            wrong,
            rate,
            reopened,
            Times(real.Select(e => e.ToNotification)),
            Times(real.Select(e => e.ToAcknowledgement)),
            Times(real.Select(e => e.ToResolution)),
            episodes.Count - real.Count,
            request.Window);
    }

    /// <summary>Without those of its escalation, which has a row of its own.</summary>
    public static int Notifications(string name, IEnumerable<QualityEpisode> episodes) => episodes.Sum(e => e.History.Deliveries.Count(d => d.Alert == name));

    private static string State(int episodes, int notifications, double? share, int reopened, double? rate)
    {
        if (episodes == 0)
            return "never fired";
        if (rate >= FalsePositiveShare)
            return "false positives";
        if (reopened > 0)
            return "flapping";
        return share >= NoisyShare && notifications >= NoisyNotifications ? "noisy" : "ok";
    }

    private static int Reopened(List<QualityEpisode> episodes) => episodes.GroupBy(e => e.History.Fingerprint).Sum(alert =>
    {
        List<AlertHistory> inOrder = [.. alert.Select(e => e.History).OrderBy(h => h.StartedAt)];
        return inOrder.Zip(inOrder.Skip(1)).Count(pair => pair.Second.StartedAt - pair.First.ResolvedAt < s_reopened);
    });

    private static AlertTimes Times(IEnumerable<TimeSpan?> times)
    {
        List<TimeSpan> sorted = [.. times.OfType<TimeSpan>().Order()];
        return sorted.Count == 0 ? new(0, null, null) : new(sorted.Count, Median(sorted), sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1]);
    }

    private static TimeSpan Median(List<TimeSpan> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
