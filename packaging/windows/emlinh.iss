; Inno Setup 6, per user, no administrator. UNTESTED: never run on Windows yet. Started by build.py:
;   iscc /DVersion=0.1.0 packaging\windows\emlinh.iss
#ifndef Version
  #error the version is given by build.py
#endif

[Setup]
AppId={{6C4C7C44-0C1B-4B0E-9B62-6B7C2C7E5D11}
AppName=Em Linh Desktop
AppVersion={#Version}
AppPublisher=Em Linh Desktop
DefaultDirName={localappdata}\Programs\Em Linh Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\emlinh-desktop.ico
UninstallDisplayIcon={app}\Em Linh Desktop.exe
OutputDir=..\..\dist
OutputBaseFilename=emlinh-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[InstallDelete]
; a newer version may hold fewer files; films, settings and records lie elsewhere
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\emlinh-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Em Linh Desktop"; Filename: "{app}\Em Linh Desktop.exe"

[Run]
Filename: "{app}\Em Linh Desktop.exe"; Description: "{cm:LaunchProgram,Em Linh Desktop}"; Flags: nowait postinstall skipifsilent
