#!/usr/bin/env node
/** The command line. In a checkout it builds itself first. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfNeeded } from '../scripts/build-if-needed.mjs'

if (!buildIfNeeded()) process.exit(3)
await import(pathToFileURL(join(resolve(import.meta.dirname, '..'), 'out', 'main', 'cli.js')).href)
