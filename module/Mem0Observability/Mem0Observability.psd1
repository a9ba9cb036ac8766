@{
    RootModule           = 'Mem0Observability.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '6a3f7a52-8f0c-4f0e-9a5b-0d6c6f1f7c11'
    Author               = 'Mem0Observability contributors'
    Copyright            = '(c) Mem0Observability contributors. Apache-2.0.'
    Description          = 'Deploys complete observability for a self-hosted mem0 stack, and proves on your machine that every signal and every alert gets all the way through.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = 'Core'
    FormatsToProcess     = 'Mem0Observability.Format.ps1xml'
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Confirm-Mem0Alert'
        'Get-Mem0Alert'
        'Get-Mem0Correlation'
        'Get-Mem0Log'
        'Get-Mem0Metric'
        'Get-Mem0Monitoring'
        'Get-Mem0ServiceMap'
        'Get-Mem0Silence'
        'Get-Mem0Target'
        'Get-Mem0Trace'
        'Install-Mem0Instrumentation'
        'Invoke-Mem0AlertDrill'
        'Measure-Mem0AlertQuality'
        'Measure-Mem0Slo'
        'New-Mem0Silence'
        'Remove-Mem0Silence'
        'Reset-Mem0Credential'
        'Send-Mem0TestAlert'
        'Show-Mem0Dashboard'
        'Start-Mem0Demo'
        'Start-Mem0Monitoring'
        'Stop-Mem0Demo'
        'Stop-Mem0Monitoring'
        'Test-Mem0Instrumentation'
        'Test-Mem0Monitoring'
        'Test-Mem0Prerequisite'
        'Uninstall-Mem0Instrumentation'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('mem0', 'observability', 'monitoring', 'prometheus', 'alertmanager', 'opentelemetry', 'docker')
            LicenseUri = 'https://www.apache.org/licenses/LICENSE-2.0'
        }
    }
}
