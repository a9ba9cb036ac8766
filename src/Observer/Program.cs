using System.Net.Sockets;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Provisioning;

// The values of sysexits.h, so that "wrong configuration" and "address taken" can be told from a crash.
const int Configuration = 78;
const int Unavailable = 69;

if (args is ["provision", ..])
{
    // The console is this process's only output; there is no host and no logger.
#pragma warning disable RS0030
    return await new ProvisionCommand(Environment.GetEnvironmentVariable, Console.Out, Console.Error).RunAsync(args[1..], CancellationToken.None);
#pragma warning restore RS0030
}

ObserverOptions options;
try
{
    options = ObserverOptions.Read(Environment.GetEnvironmentVariable);
}
catch (InvalidOptionsException e)
{
    // There is no logger yet, and this process is the host that owns the console.
#pragma warning disable RS0030
    await Console.Error.WriteLineAsync(e.Message);
#pragma warning restore RS0030
    return Configuration;
}

await using var app = ObserverHost.Build(options, TimeProvider.System, ObserverLogging.AddJson);
try
{
    await app.StartAsync();
}
catch (Exception e) when (e is IOException or SocketException)
{
    await app.StopAsync();
    // After the framework's stack trace: whoever looks at the last line of the log finds the reason in one sentence.
    app.Logger.LogCritical("The observer cannot listen on {Urls}: {Reason}", options.AllUrls, e.Message);
    return Unavailable;
}

await app.WaitForShutdownAsync();
return 0;
