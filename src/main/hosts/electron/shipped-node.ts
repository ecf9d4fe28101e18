/** Engine and runners under Electron: the same processes as elsewhere, in the Node program that the application ships (decision 13). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { AppError } from '@shared/errors'
import type { Fork } from '../engine/child-program'
import { createNodeFork } from '../engine/fork-node'

/** Where a packaged application has it, below the folder of its resources; scripts/copy-node.mjs puts it there. */
const nodeFolder = 'node'

/** Makes the fork of the built programs in `folder` (out/main). Errors: engine/no-node. */
export function forkShippedNode(folder: string): Fork {
  const node = nodeProgram()
  if (!existsSync(node)) throw new AppError('engine/no-node', { file: node })
  return createNodeFork(unpackedFolder(folder), { node, execArgv: [], env: withoutOptions(process.env) })
}

/** The shipped program; from the repository the Node that npm start runs in. */
function nodeProgram(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  if (app.isPackaged) return join(process.resourcesPath, nodeFolder, name)
  return process.env['MODALENS_NODE'] ?? process.env['npm_node_execpath'] ?? name
}

/** Plain Node reads no archive of Electron's: packaging leaves programs and native modules beside it. */
export function unpackedFolder(folder: string): string {
  return folder.replace(/\bapp\.asar(?=[\\/]|$)/, 'app.asar.unpacked')
}

/** Node would obey what the fuses of the shell refuse: options from the environment, a debugger among them. */
function withoutOptions(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const refused = ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE']
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !refused.includes(name)))
}
