/** What ModaLens keeps tells of patients, so it is for its owner alone. */
import { mkdir } from 'node:fs/promises'

/** Only the owner reads and writes. */
export const privateFileMode = 0o600
/** Only the owner lists and enters. */
export const privateFolderMode = 0o700

/** Makes a folder that only its owner may enter, with its parents. One that is there keeps the access that it has: a group may share it on purpose. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: privateFolderMode })
}
