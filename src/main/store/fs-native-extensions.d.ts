declare module 'fs-native-extensions' {
  /**
   * Locks a range of an open file for this file description, until it is unlocked or closed, by whatever way the process ends; false
   * where another holds it. Linux: F_OFD_SETLK, macOS: flock, Windows: LockFileEx. Throws with the code of the system, such as ENOSYS.
   */
  export function tryLock(fd: number, offset: number, length: number, options?: { shared?: boolean }): boolean
  const extensions: { readonly tryLock: typeof tryLock }
  export default extensions
}
