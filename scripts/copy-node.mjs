/**
 * node scripts/copy-node.mjs FOLDER: puts the Node that runs this, with its licence, where a packaged application looks for it (decision 13).
 * To be called by packaging with FOLDER = resources/node, on the system and processor that the package is for.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) stop('Say the folder: node scripts/copy-node.mjs FOLDER')
if (process.release.name !== 'node') stop('This is not run by Node.')
// A Node of a distribution may be a small program beside a library, which other machines do not have.
if (process.config.variables.node_shared)
  stop('This Node needs a libnode beside it. Use a build of nodejs.org.')

const home = dirname(process.execPath)
const licence = [join(home, 'LICENSE'), join(home, '..', 'LICENSE'), '/usr/share/doc/nodejs/copyright'].find(
  (path) => existsSync(path),
)
if (licence === undefined) stop(`The licence of Node lies not beside ${process.execPath}.`)

const target = resolve(folder)
const program = join(target, process.platform === 'win32' ? 'node.exe' : 'node')
mkdirSync(target, { recursive: true })
copyFileSync(process.execPath, program)
chmodSync(program, 0o755)
copyFileSync(licence, join(target, 'LICENSE'))

const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', env: {}, cwd: target })
if (stdout?.trim() !== process.version) stop(`The copy does not run: ${program}`)
const sha256 = createHash('sha256').update(readFileSync(program)).digest('hex')
const note = { version: process.version, platform: process.platform, arch: process.arch, sha256 }
writeFileSync(join(target, 'node.json'), `${JSON.stringify(note, null, 2)}\n`)
process.stdout.write(
  `${basename(program)} ${process.version} (${process.platform} ${process.arch}) in ${target}\n`,
)

function stop(why) {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
