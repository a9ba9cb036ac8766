if (-not ('Mem0Observability.Loader.ModuleLoadContext' -as [type])) { [void][Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/Mem0Observability.Loader.dll") }
$inner = Import-Module -Assembly ([Mem0Observability.Loader.ModuleLoadContext]::LoadCmdlets()) -PassThru
# Without this a second import exports nothing: https://github.com/PowerShell/PowerShell/issues/20710
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $inner -Force }.GetNewClosure()
