# Tells what the Spotify app plays, on Windows, to Windows PowerShell 5.1: powershell.exe -File spotify.ps1
#
# It writes one JSON object a line to stdout, all numbers whole, and reads one a line from stdin:
#   {"command":"ping"}                  answered with {"kind":"pong"}
#   {"command":"read","id":2}           tells what plays, whether or not it has changed
#   {"command":"play","id":3}           pause, next, previous, seek (positionMs)
# What has an ID is answered with {"kind":"done","id":...} or {"kind":"failed","id":...}.
#
# Windows keeps for each player what its media keys and its flyout need (Windows.Media.Control). Nothing but Spotify's is
# read here, nothing is written anywhere, no program is started, and nothing is compiled: Add-Type with C#
# could hear of changes instead of looking each second, but runs a compiler over temporary files at each start.
#
# Exit codes: 3 where nobody but an administrator can change that this does not work.
# It ends when its stdin does. In ASCII, since PowerShell 5.1 takes a file without a mark for one of the system's code page.

$ErrorActionPreference = 'Stop'

# In Constrained Language Mode no method of .NET may be called: what follows would fail, and so would Console.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    '{"kind":"restricted"}'
    exit 3
}

$utf8 = New-Object System.Text.UTF8Encoding $false
$output = New-Object System.IO.StreamWriter ([Console]::OpenStandardOutput()), $utf8
$output.NewLine = "`n"
$output.AutoFlush = $true
# Console.In would keep the loop waiting even when it is told not to; a reader of the stream does not.
$reader = New-Object System.IO.StreamReader ([Console]::OpenStandardInput()), $utf8

$appIds = @('Spotify.exe', 'SpotifyAB.SpotifyMusic_zpdnekdrzrea0!Spotify')

# How long Windows may take to answer, and how long to wait between two looks, in milliseconds.
$patience = 1500
$pauseWhileShown = 1000
$pauseWhileHidden = 5000
# So far, in milliseconds, may a position be from where it would have come by itself: the app tells it every 5 to 10 s.
$driftBorne = 2000
# So many failures in a row are no passing fault: whoever started this starts it anew.
$mostFailures = 5

function Write-Message($message) {
    $output.WriteLine((ConvertTo-Json -InputObject $message -Compress))
}

function Get-MediaType([string] $name) {
    [Type]::GetType("Windows.Media.Control.$name, Windows.Media.Control, ContentType=WindowsRuntime", $true)
}

try {
    Add-Type -AssemblyName System.Runtime.WindowsRuntime
    $managerType = Get-MediaType 'GlobalSystemMediaTransportControlsSessionManager'
    $propertiesType = Get-MediaType 'GlobalSystemMediaTransportControlsSessionMediaProperties'
} catch {
    # Before Windows 10 1809.
    Write-Message @{ kind = 'unsupported' }
    exit 3
}

# Of the many methods of that name the one that makes a task of an operation with a result.
$asTask = [System.WindowsRuntimeSystemExtensions].GetMethods() | Where-Object {
    $_.Name -eq 'AsTask' -and $_.IsGenericMethod -and $_.GetParameters().Count -eq 1 -and
    $_.GetParameters()[0].ParameterType.Name -eq 'IAsyncOperation`1'
} | Select-Object -First 1

function Wait-Operation($operation, [type] $resultType) {
    $task = $asTask.MakeGenericMethod($resultType).Invoke($null, @($operation))
    if (-not $task.Wait($patience)) { throw 'Windows does not answer.' }
    $task.Result
}

function Find-Session {
    foreach ($session in $manager.GetSessions()) {
        if ($appIds -contains $session.SourceAppUserModelId) { return $session }
    }
}

function Get-Whole($number) {
    [long] [Math]::Round([double] $number)
}

# Where it is now, in milliseconds: what the app told last, and the time since.
function Get-Position($timeline, [bool] $playing) {
    $position = $timeline.Position.TotalMilliseconds
    if ($playing -and $timeline.LastUpdatedTime.Year -gt 2000) {
        $since = ([DateTimeOffset]::UtcNow - $timeline.LastUpdatedTime).TotalMilliseconds
        $position += [Math]::Max(0, $since)
    }
    $length = ($timeline.EndTime - $timeline.StartTime).TotalMilliseconds
    if ($length -gt 0) { $position = [Math]::Min($position, $length) }
    Get-Whole ([Math]::Max(0, $position))
}

# What plays, as it is told; $null while the app changes from one to the next.
function Read-Session {
    $session = Find-Session
    if ($null -eq $session) {
        $running = [System.Diagnostics.Process]::GetProcessesByName('Spotify')
        foreach ($process in $running) { $process.Dispose() }
        return [ordered] @{ kind = 'hidden'; running = ($running.Length -gt 0) }
    }
    $playback = $session.GetPlaybackInfo()
    $status = [string] $playback.PlaybackStatus
    if ($status -eq 'Changing') { return $null }
    $timeline = $session.GetTimelineProperties()
    $properties = Wait-Operation ($session.TryGetMediaPropertiesAsync()) $propertiesType
    $repeat = $null
    if ($null -ne $playback.AutoRepeatMode) { $repeat = [string] $playback.AutoRepeatMode }
    [ordered] @{
        kind = 'session'
        status = $status
        title = [string] $properties.Title
        artist = [string] $properties.Artist
        album = [string] $properties.AlbumTitle
        durationMs = Get-Whole ($timeline.EndTime - $timeline.StartTime).TotalMilliseconds
        positionMs = Get-Position $timeline ($status -eq 'Playing')
        shuffle = $playback.IsShuffleActive
        repeat = $repeat
    }
}

$shown = ''
$shownPosition = 0
$sinceShown = [System.Diagnostics.Stopwatch]::StartNew()

# Writes what plays if that is news, or if somebody asked.
function Update-Shown([bool] $asked) {
    $message = Read-Session
    if ($null -eq $message) { return }
    $position = $message.positionMs
    $message.Remove('positionMs')
    $text = ConvertTo-Json -InputObject $message -Compress
    $expected = $script:shownPosition
    if ($message.status -eq 'Playing') { $expected += $script:sinceShown.ElapsedMilliseconds }
    if ($message.durationMs -gt 0) { $expected = [Math]::Min($expected, $message.durationMs) }
    $moved = $null -ne $position -and [Math]::Abs($position - $expected) -gt $driftBorne
    if (-not ($asked -or $moved -or $text -ne $script:shown)) { return }
    $script:shown = $text
    $script:shownPosition = [long] $position
    $script:sinceShown.Restart()
    if ($null -ne $position) { $message.positionMs = $position }
    Write-Message $message
}

function Invoke-PlayerCommand($message) {
    if ($message.command -eq 'read') {
        Update-Shown $true
        return $true
    }
    $session = Find-Session
    if ($null -eq $session) { return $false }
    switch ($message.command) {
        'play' { return Wait-Operation ($session.TryPlayAsync()) ([bool]) }
        'pause' { return Wait-Operation ($session.TryPauseAsync()) ([bool]) }
        'next' { return Wait-Operation ($session.TrySkipNextAsync()) ([bool]) }
        'previous' { return Wait-Operation ($session.TrySkipPreviousAsync()) ([bool]) }
        'seek' {
            # In units of 100 nanoseconds.
            $ticks = [long] $message.positionMs * 10000
            return Wait-Operation ($session.TryChangePlaybackPositionAsync($ticks)) ([bool])
        }
    }
    $false
}

function Receive-Line([string] $line) {
    try { $message = ConvertFrom-Json $line } catch { return }
    if ($message.command -eq 'ping') {
        Write-Message @{ kind = 'pong' }
        return
    }
    try { $taken = Invoke-PlayerCommand $message } catch { $taken = $false }
    $kind = if ($taken -eq $true) { 'done' } else { 'failed' }
    Write-Message @{ kind = $kind; id = $message.id }
}

$failures = 0
try {
    $manager = Wait-Operation ($managerType::RequestAsync()) $managerType
    $line = $reader.ReadLineAsync()
    while ($true) {
        try {
            Update-Shown $false
            $failures = 0
        } catch {
            $failures += 1
            if ($failures -ge $mostFailures) { throw }
        }
        # Waits for a command, and no longer than until it is time to look again.
        $pause = if ($shown.StartsWith('{"kind":"session"')) { $pauseWhileShown } else { $pauseWhileHidden }
        while ($line.Wait($pause)) {
            if ($null -eq $line.Result) { exit 0 }
            Receive-Line $line.Result
            $line = $reader.ReadLineAsync()
            $pause = 50
        }
    }
} catch {
    # Its kind and nothing else: a message may have what plays in it.
    [Console]::Error.WriteLine($_.Exception.GetType().FullName)
    exit 1
}
