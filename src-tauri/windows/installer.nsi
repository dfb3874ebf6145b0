; The installer for Windows: for one person, without a password of the administrator. `cargo xtask bundle` calls makensis
; with VERSION, FOUR (the version in four numbers), FILES (the folder of what is installed), ICON, PICTURE and OUT, where
; programs are signed with SIGN (a program that signs the file behind it), and STUB where makensis has none for 64 bits.
;
; Silent: So06-setup.exe /S [/D=C:\folder without quotes]. How it ends:
!define LEFT_OLD 2      ; Windows is too old, nothing was done
!define LEFT_OPEN 3     ; the program is open and was not replaced
!define LEFT_NO_VIEW 4  ; installed, but the window has no WebView2 that is new enough
!define LEFT_UNWRITTEN 5 ; a file could not be written
!define LEFT_NEWER 6    ; a newer version is there and was left
!define LEFT_NOBODY 7   ; started for the system, which has no desktop

!ifndef STUB
  !define STUB amd64-unicode
!endif
Unicode true
Target ${STUB}
SetCompressor /SOLID lzma
; Both programs hold the engine: the second one is written as repeats of the first one where the packer sees as far back.
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
; Silently passing over a file that could not be written would end as if all were well.
AllowSkipFiles off

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh
!include FileFunc.nsh

!define ID "vn.so06.ledger"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
; The client of Microsoft's updater that is WebView2.
!define WEBVIEW "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
; The oldest one for which the pages of the window are built; the window's program knows the same.
!define OLDEST_VIEW "110.0.0.0"
; What Microsoft calls the installer of WebView2 that needs no network.
!define WEBVIEW_SETUP "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"

; What an office lays down for its machines.
!define OFFICE "so06-office.json"

Name "Sổ 06"
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
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_WELCOMEPAGE_TITLE "$(HELLO)"
!define MUI_WELCOMEPAGE_TEXT "$(HELLO_TEXT)"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\so06-desktop.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The language is asked for only where neither Windows nor its region is Vietnamese, and kept for the day of uninstalling.
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${UNINSTALL}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_LANGDLL_WINDOWTITLE "Sổ 06"
!define MUI_LANGDLL_INFO "Chọn ngôn ngữ / Choose a language"
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

; What is said before the language is known is said in both.
!define OLD "Sổ 06 cần Windows 10 hoặc 11, bản 64-bit. Máy này chạy bản cũ hơn, nên chưa cài gì. Hãy dùng một máy khác, hoặc nhờ bộ phận công nghệ thông tin nâng cấp Windows.$\r$\n$\r$\nSổ 06 needs 64-bit Windows 10 or 11. Nothing was installed; use another machine, or ask your IT staff to upgrade Windows."
!define NEWER "Máy này đã có bản Sổ 06 mới hơn ($R0); sổ mà bản đó đã mở thì bản ${VERSION} không đọc được. Vẫn cài bản cũ này?$\r$\n$\r$\nA newer version ($R0) is installed, and books that it opened cannot be read by ${VERSION}. Install this older one all the same?"
!define NOBODY "Bộ cài đang chạy bằng tài khoản của hệ thống, nên cán bộ sẽ không thấy chương trình; chưa cài gì. Hãy chạy trong phiên của cán bộ, ví dụ bằng kịch bản đăng nhập.$\r$\n$\r$\nThis runs as the system, where no officer would see the program; nothing was installed. Run it in the officer's own session, for instance from a logon script."
LangString HELLO ${LANG_VIETNAMESE} "Cài đặt Sổ 06"
LangString HELLO ${LANG_ENGLISH} "Installing Sổ 06"
LangString HELLO_TEXT ${LANG_VIETNAMESE} "Bản ${VERSION}. Chương trình được cài cho riêng tài khoản này: không cần mật khẩu quản trị, không cần mạng.$\r$\n$\r$\nSổ và bản sao dự phòng đã có trên máy được giữ nguyên.$\r$\n$\r$\nNhấn Tiến để tiếp tục."
LangString HELLO_TEXT ${LANG_ENGLISH} "Version ${VERSION}. It is installed for this account only: no administrator and no network is needed.$\r$\n$\r$\nBooks and safety copies on this machine stay as they are.$\r$\n$\r$\nClick Next to continue."
LangString OPEN ${LANG_VIETNAMESE} "Sổ 06 đang mở. Hãy đóng cửa sổ chương trình rồi bấm Thử lại."
LangString OPEN ${LANG_ENGLISH} "Sổ 06 is open. Close its window and press Retry."
LangString UNWRITTEN ${LANG_VIETNAMESE} "Có tệp không ghi được vào $INSTDIR, nên chưa cài xong. Hãy xem ổ đĩa còn chỗ không và phần mềm diệt vi-rút có chặn không, rồi chạy lại bộ cài."
LangString UNWRITTEN ${LANG_ENGLISH} "A file could not be written into $INSTDIR, so nothing is finished. See whether the disk is full or an antivirus program forbids it, and run this again."
LangString NOVIEW ${LANG_VIETNAMESE} "Máy này chưa có Microsoft Edge WebView2 đủ mới, phần mà cửa sổ của Sổ 06 cần. Chương trình đã cài xong nhưng chưa mở được. Hãy tải $\"Evergreen Standalone Installer x64$\" tại developer.microsoft.com/microsoft-edge/webview2 trên một máy có mạng, đặt tệp ${WEBVIEW_SETUP} cạnh bộ cài này và cài lại. Máy có bản quá cũ do quản trị cài thì nhờ người quản trị chạy tệp đó."
LangString NOVIEW ${LANG_ENGLISH} "A Microsoft Edge WebView2 that is new enough for the window of Sổ 06 is not on this machine. The program is installed but cannot open yet. Download the Evergreen Standalone Installer x64 from developer.microsoft.com/microsoft-edge/webview2 on a machine with a network, lay ${WEBVIEW_SETUP} beside this installer and install again. Where an administrator installed one that is too old, an administrator has to run that file."
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
  SetErrorLevel ${LEFT_OPEN}
  Quit
  free:
FunctionEnd
!macroend
!insertmacro AWAIT ""
!insertmacro AWAIT "un."

; The version of WebView2 into $0, empty where there is none or one that is too old. It is noted for the machine or for the
; person, and an installation that went wrong leaves zeros.
Function WebView
  SetRegView 32
  ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW}" "pv"
  SetRegView 64
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW}" "pv"
  ${EndIf}
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    ReadRegStr $0 HKCU "Software\${WEBVIEW}" "pv"
  ${EndIf}
  ${VersionCompare} "$0" "${OLDEST_VIEW}" $1
  ${If} $1 == 2
    StrCpy $0 ""
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${OLD}" /SD IDOK
    SetErrorLevel ${LEFT_OLD}
    Quit
  ${EndIf}
  ; The profile of the system lies below the folder of Windows.
  StrLen $0 $WINDIR
  StrCpy $1 $LOCALAPPDATA $0
  ${If} $1 == $WINDIR
    MessageBox MB_OK|MB_ICONSTOP "${NOBODY}" /SD IDOK
    SetErrorLevel ${LEFT_NOBODY}
    Quit
  ${EndIf}
  ReadRegStr $R0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${VersionCompare} "$R0" "${VERSION}" $0
  ${If} $0 == 1
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "${NEWER}" /SD IDNO IDYES older
    SetErrorLevel ${LEFT_NEWER}
    Quit
    older:
  ${EndIf}
  ; Many have an English Windows and read Vietnamese: where its region is not Vietnam either they are asked, once.
  ReadRegStr $0 HKCU "Control Panel\International" "LocaleName"
  ${If} $LANGUAGE != ${LANG_VIETNAMESE}
  ${AndIf} $0 != "vi-VN"
    StrCpy $LANGUAGE ${LANG_VIETNAMESE}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${Else}
    StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  ReadRegStr $0 HKCU "${UNINSTALL}" "Language"
  ${If} $0 != ""
    StrCpy $LANGUAGE $0
  ${EndIf}
FunctionEnd

; NSIS itself ends with another number then, which stands for an old Windows here.
Function .onInstFailed
  MessageBox MB_OK|MB_ICONSTOP "$(UNWRITTEN)" /SD IDOK
  SetErrorLevel ${LEFT_UNWRITTEN}
FunctionEnd

; One person has one copy: that in another folder goes, and what the office laid beside it comes along.
Function Elsewhere
  ReadRegStr $R1 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $R1 == ""
  ${OrIf} $R1 == $INSTDIR
  ${OrIfNot} ${FileExists} "$R1\uninstall.exe"
    Return
  ${EndIf}
  ${If} ${FileExists} "$R1\${OFFICE}"
    CreateDirectory "$INSTDIR"
    CopyFiles /SILENT "$R1\${OFFICE}" "$INSTDIR\${OFFICE}"
  ${EndIf}
  ; In this form it waits, and leaves itself.
  ExecWait '"$R1\uninstall.exe" /S _?=$R1' $R2
  ${If} $R2 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(OPEN)" /SD IDOK
    SetErrorLevel ${LEFT_OPEN}
    Quit
  ${EndIf}
  Delete "$R1\uninstall.exe"
  RMDir "$R1"
FunctionEnd

!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

!macro COPIED
  Call Await
  Call Elsewhere
  SetOutPath "$INSTDIR"
  File "${FILES}\so06.exe"
  File "${FILES}\so06-desktop.exe"
  ; A program made with Microsoft's tools holds it.
  !if /FileExists "${FILES}\WebView2Loader.dll"
    File "${FILES}\WebView2Loader.dll"
  !endif
  File "/oname=so06.png" "${PICTURE}"
  File "${FILES}\LICENSE.txt"
  File "${FILES}\SBOM.cdx.json"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  ; The folder of the program is not that in which it runs, so that it can be removed.
  SetOutPath "$PROFILE"
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
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${ID}" "IconUri" "$INSTDIR\so06.png"

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
  WriteRegStr HKCU "${UNINSTALL}" "Language" $LANGUAGE
!macroend

Section
  ; A logon script may call this every day: where all is there already, nothing is written again.
  ReadRegStr $R1 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} ${Silent}
  ${AndIf} $R0 == "${VERSION}"
  ${AndIf} $R1 == $INSTDIR
  ${AndIf} ${FileExists} "$INSTDIR\so06.exe"
  ${AndIf} ${FileExists} "$INSTDIR\so06-desktop.exe"
  ${AndIf} ${FileExists} "$INSTDIR\uninstall.exe"
  !if /FileExists "${FILES}\WebView2Loader.dll"
  ${AndIf} ${FileExists} "$INSTDIR\WebView2Loader.dll"
  !endif
    DetailPrint "${VERSION}"
  ${Else}
    !insertmacro COPIED
  ${EndIf}

  ; What the office laid down for its machines.
  ${If} ${FileExists} "$EXEDIR\${OFFICE}"
    CopyFiles /SILENT "$EXEDIR\${OFFICE}" "$INSTDIR\${OFFICE}"
  ${EndIf}

  Call WebView
  ${If} $0 == ""
  ${AndIf} ${FileExists} "$EXEDIR\${WEBVIEW_SETUP}"
    DetailPrint "$(VIEWING)"
    ExecWait '"$EXEDIR\${WEBVIEW_SETUP}" /silent /install'
    Call WebView
  ${EndIf}
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(NOVIEW)" /SD IDOK
    SetErrorLevel ${LEFT_NO_VIEW}
  ${EndIf}
SectionEnd

; Only what was installed goes; books, and what the person entered, stay wherever they lie.
Section Uninstall
  Call un.Await
  Delete "$INSTDIR\so06.exe"
  Delete "$INSTDIR\so06-desktop.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\so06.png"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\SBOM.cdx.json"
  Delete "$INSTDIR\${OFFICE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; A copy that another one has followed elsewhere takes nothing from it.
  ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $0 != $INSTDIR
    Return
  ${EndIf}
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
