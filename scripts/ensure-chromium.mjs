// The tests in a real browser need Debian's Chromium (it brings SwiftShader, a GPU in software) and the Vulkan loader.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const PACKAGES = ['chromium', 'libvulkan1']
const path = process.env.CHROMIUM ?? '/usr/bin/chromium'

if (!existsSync(path)) {
  if (isDebian() && process.getuid?.() === 0) install()
  if (!existsSync(path)) {
    console.warn(
      `There is no ${path}: tests in a browser are skipped. ` +
        `Install it (Debian: apt-get install ${PACKAGES.join(' ')}), or say where Chromium is in CHROMIUM.`,
    )
  }
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function install() {
  console.log(`Installing ${PACKAGES.join(' and ')} for the tests in a browser…`)
  const run = (words) =>
    spawnSync('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  run(['update'])
  run(['install', '--yes', '--no-install-recommends', ...PACKAGES])
}
