; The installer for Windows: for one person, without a password of the administrator. `cargo xtask bundle` calls makensis
; with VERSION, FOUR (the version in four numbers), FILES (the folder of what is installed), ICON and OUT.
;
; Silent: So06-setup.exe /S [/D=C:\folder without quotes]. Ends with 0 done, 1 left by the person, 2 not possible here,
; 3 the program is open and was not replaced.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; Both programs hold the engine: the second one is written as repeats of the first one where the packer sees as far back.
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define ID "vn.so06.ledger"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
; The client of Microsoft's updater that is WebView2.
!define WEBVIEW "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
; What Microsoft calls the installer of WebView2 that needs no network.
!define WEBVIEW_SETUP "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"

; What an office lays down for its machines.
!define OFFICE "so06-office.json"

Name "Sổ 06"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\So06"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "Sổ 06 ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${FOUR}"
VIAddVersionKey "ProductName" "Sổ 06"
VIAddVersionKey "FileDescription" "Bộ cài Sổ 06"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT / Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\so06-desktop.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"

LangString OLD ${LANG_VIETNAMESE} "Sổ 06 cần Windows 10 hoặc 11, bản 64-bit. Máy này chạy bản cũ hơn, nên chưa cài gì. Hãy dùng một máy khác, hoặc nhờ bộ phận công nghệ thông tin nâng cấp Windows."
LangString OLD ${LANG_ENGLISH} "Sổ 06 needs 64-bit Windows 10 or 11. This machine runs an older one, so nothing was installed. Use another machine, or ask your IT staff to upgrade Windows."
LangString OPEN ${LANG_VIETNAMESE} "Sổ 06 đang mở. Hãy đóng cửa sổ chương trình rồi bấm Thử lại."
LangString OPEN ${LANG_ENGLISH} "Sổ 06 is open. Close its window and press Retry."
LangString NOVIEW ${LANG_VIETNAMESE} "Máy này chưa có Microsoft Edge WebView2, phần mà cửa sổ của Sổ 06 cần. Chương trình đã cài xong nhưng chưa mở được. Hãy tải $\"Evergreen Standalone Installer x64$\" tại developer.microsoft.com/microsoft-edge/webview2 trên một máy có mạng, đặt tệp ${WEBVIEW_SETUP} cạnh bộ cài này và cài lại; không cần mật khẩu quản trị."
LangString NOVIEW ${LANG_ENGLISH} "Microsoft Edge WebView2, which the window of Sổ 06 needs, is not on this machine. The program is installed but cannot open yet. Download the Evergreen Standalone Installer x64 from developer.microsoft.com/microsoft-edge/webview2 on a machine with a network, lay ${WEBVIEW_SETUP} beside this installer and install again; no administrator is needed."
LangString VIEWING ${LANG_VIETNAMESE} "Đang cài Microsoft Edge WebView2 từ tệp bên cạnh…"
LangString VIEWING ${LANG_ENGLISH} "Installing Microsoft Edge WebView2 from the file beside…"
LangString BOOK ${LANG_VIETNAMESE} "Sổ 06"
LangString BOOK ${LANG_ENGLISH} "Sổ 06 book"
LangString PACKAGE ${LANG_VIETNAMESE} "Gói dữ liệu Sổ 06"
LangString PACKAGE ${LANG_ENGLISH} "Sổ 06 package"

; Whether a program may be replaced: one that runs may not be opened for writing.
!macro AWAIT un
Function ${un}Await
  again:
  ClearErrors
  IfFileExists "$INSTDIR\so06-desktop.exe" 0 free
  FileOpen $0 "$INSTDIR\so06-desktop.exe" a
  IfErrors held
  FileClose $0
  IfFileExists "$INSTDIR\so06.exe" 0 free
  FileOpen $0 "$INSTDIR\so06.exe" a
  IfErrors held
  FileClose $0
  Goto free
  held:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 3
  Quit
  free:
FunctionEnd
!macroend
!insertmacro AWAIT ""
!insertmacro AWAIT "un."

; The version of WebView2 into $0, empty where there is none. It is noted for the machine or for the person.
Function WebView
  SetRegView 32
  ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW}" "pv"
  ${If} $0 == ""
    SetRegView 64
    ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW}" "pv"
  ${EndIf}
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\${WEBVIEW}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
  SetRegView 64
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

Section
  Call Await
  SetOutPath "$INSTDIR"
  File "${FILES}\so06.exe"
  File "${FILES}\so06-desktop.exe"
  File "${FILES}\WebView2Loader.dll"
  File "${FILES}\LICENSE.txt"
  File "${FILES}\SBOM.cdx.json"
  ; What the office laid down for its machines.
  ${If} ${FileExists} "$EXEDIR\${OFFICE}"
    CopyFiles /SILENT "$EXEDIR\${OFFICE}" "$INSTDIR\${OFFICE}"
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\Sổ 06.lnk" "$INSTDIR\so06-desktop.exe"

  ; A double click on a book or a package opens the window with it.
  WriteRegStr HKCU "${CLASSES}\${ID}.book" "" "$(BOOK)"
  WriteRegStr HKCU "${CLASSES}\${ID}.book\DefaultIcon" "" "$INSTDIR\so06-desktop.exe,0"
  WriteRegStr HKCU "${CLASSES}\${ID}.book\shell\open\command" "" '"$INSTDIR\so06-desktop.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.so06" "" "${ID}.book"
  WriteRegStr HKCU "${CLASSES}\${ID}.package" "" "$(PACKAGE)"
  WriteRegStr HKCU "${CLASSES}\${ID}.package\DefaultIcon" "" "$INSTDIR\so06-desktop.exe,0"
  WriteRegStr HKCU "${CLASSES}\${ID}.package\shell\open\command" "" '"$INSTDIR\so06-desktop.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.so06x" "" "${ID}.package"
  ${RefreshShellIcons}

  ; Reminders of the system bear the name of the program.
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${ID}" "DisplayName" "Sổ 06"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Sổ 06"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\so06-desktop.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0

  Call WebView
  ${If} $0 == ""
  ${AndIf} ${FileExists} "$EXEDIR\${WEBVIEW_SETUP}"
    DetailPrint "$(VIEWING)"
    ExecWait '"$EXEDIR\${WEBVIEW_SETUP}" /silent /install'
    Call WebView
  ${EndIf}
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(NOVIEW)" /SD IDOK
  ${EndIf}
SectionEnd

; Only what was installed goes; books, and what the person entered, stay wherever they lie.
Section Uninstall
  Call un.Await
  Delete "$INSTDIR\so06.exe"
  Delete "$INSTDIR\so06-desktop.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\SBOM.cdx.json"
  Delete "$INSTDIR\${OFFICE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Sổ 06.lnk"
  ; Endings that another program has taken meanwhile are its own.
  ReadRegStr $0 HKCU "${CLASSES}\.so06" ""
  ${If} $0 == "${ID}.book"
    DeleteRegKey HKCU "${CLASSES}\.so06"
  ${EndIf}
  ReadRegStr $0 HKCU "${CLASSES}\.so06x" ""
  ${If} $0 == "${ID}.package"
    DeleteRegKey HKCU "${CLASSES}\.so06x"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${ID}.book"
  DeleteRegKey HKCU "${CLASSES}\${ID}.package"
  DeleteRegKey HKCU "${CLASSES}\AppUserModelId\${ID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${RefreshShellIcons}
SectionEnd
