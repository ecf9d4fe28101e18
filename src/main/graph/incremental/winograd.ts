/** Fewer multiplications for convolutions with three taps: Winograd's minimal filtering, F(2, 3) along each axis. */

export type Matrix = readonly (readonly number[])[]

export interface WinogradTransforms {
  /** Values that a tile reads -> products, [products, values]; both have the same count. */
  readonly input: Matrix
  /** Taps -> products, [products, taps]. */
  readonly weight: Matrix
  /** Products -> positions of a tile, [positions, products]. */
  readonly output: Matrix
}

/** Two neighbouring outputs of three taps from four products instead of six (Winograd 1980; Lavin and Gray 2016). */
const threeTaps: WinogradTransforms = {
  input: [
    [1, 0, -1, 0],
    [0, 1, 1, 0],
    [0, -1, 1, 0],
    [0, 1, 0, -1],
  ],
  weight: [
    [1, 0, 0],
    [0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5],
    [0, 0, 1],
  ],
  output: [
    [1, 1, 1, 0],
    [0, 1, -1, -1],
  ],
}

const oneTap: WinogradTransforms = { input: [[1]], weight: [[1]], output: [[1]] }

/** Makes the transforms of a kernel, axes nested in their order; null unless every axis has three taps, or one beside such. */
export function winogradTransforms(kernel: readonly number[]): WinogradTransforms | null {
  if (!kernel.includes(3) || !kernel.every((size) => size === 3 || size === 1)) return null
  const axes = kernel.map((size) => (size === 3 ? threeTaps : oneTap))
  return {
    input: axes.map(({ input }) => input).reduce(kronecker),
    weight: axes.map(({ weight }) => weight).reduce(kronecker),
    output: axes.map(({ output }) => output).reduce(kronecker),
  }
}

/** Positions of a tile along each axis. */
export function tileSize(kernel: readonly number[]): number[] {
  return kernel.map((size) => (size === 3 ? 2 : 1))
}

/** Values that a tile reads along each axis. */
export function tileReach(kernel: readonly number[]): number[] {
  return kernel.map((size) => (size === 3 ? 4 : 1))
}

function kronecker(a: Matrix, b: Matrix): Matrix {
  return a.flatMap((rowOfA) => b.map((rowOfB) => rowOfA.flatMap((x) => rowOfB.map((y) => x * y))))
}
