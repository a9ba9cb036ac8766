using Mem0Observability.Shell;

return CommandLine.Parse(args) is { } request
    ? ScriptHost.Run(request)
    : ExitCodes.Usage;
