// Sets the fuses of a packaged app, before it is signed: what Electron can do that this app never needs is off for good.
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/** A fuse that a later Electron adds stops the build here, until somebody has decided about it. */
const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The engine is a utility process: the app's binary need not be able to be a bare Node.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // WebAssembly is as fast as Electron ships it.
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** electron-builder's `afterPack`. */
export default async function setFuses({ appOutDir, electronPlatformName, packager }) {
  await flipFuses(binaryOf(appOutDir, electronPlatformName, packager), {
    ...FUSES,
    // Flipping bytes breaks the ad hoc signature that Electron's arm64 binary comes with.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  })
}

function binaryOf(folder, platform, { appInfo, executableName }) {
  if (platform === 'darwin') return join(folder, `${appInfo.productFilename}.app`)
  return join(folder, platform === 'win32' ? `${appInfo.productFilename}.exe` : executableName)
}
