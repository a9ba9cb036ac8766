#!/usr/bin/env pwsh
# The same tasks as build.sh, which does the work: bash comes with Git for Windows, Linux and macOS.
param([Parameter(ValueFromRemainingArguments)][string[]]$Task)
$candidates = @(
    if ($IsWindows) { "$env:ProgramFiles/Git/bin/bash.exe", "${env:ProgramFiles(x86)}/Git/bin/bash.exe" }
    (Get-Command bash -CommandType Application -ErrorAction Ignore).Source
)
$bash = @($candidates | Where-Object { $_ -and [IO.File]::Exists($_) })
if (-not $bash) { throw 'bash was not found. Install Git for Windows (https://git-scm.com), which brings it.' }
& $bash[0] "$PSScriptRoot/build.sh" @Task
exit $LASTEXITCODE
