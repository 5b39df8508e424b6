// Draws resources/icon.png, the app's icon, from the studio's mark: node scripts/make-icon.mjs
import { readFileSync } from 'node:fs'
import sharp from 'sharp'

/** What installers ask for at most; they make the smaller ones themselves. */
const SIZE = 512
/** The tile keeps clear of the edge and is as round as macOS and Windows draw theirs. */
const TILE = '<rect x="24" y="24" width="464" height="464" rx="104" fill="#1a1e27"/>'

const mark = readFileSync(new URL('../src-renderer/public/icon.svg', import.meta.url), 'utf8')
const drawing = mark.replace(/<svg[^>]*>/, '').replace('</svg>', '')
const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 512 512">${TILE}
<g transform="translate(256 256) scale(.8) translate(-256 -256)">${drawing}</g></svg>`
const target = new URL('../resources/icon.png', import.meta.url)
await sharp(Buffer.from(icon)).png({ compressionLevel: 9 }).toFile(target.pathname)
