/** Step normalise. */
import { AppError } from '@shared/errors'
import { mapGrid, type Grid, type StepOf, type TensorPlace } from '../grid'

/** Subtracts the mean and divides by the standard deviation: one number each for all channels, or one per channel. Errors: tensor/channels. */
export function normalise(grid: Grid, { mean, std }: StepOf<'normalise'>, place: TensorPlace): Grid {
  for (const { length } of [mean, std]) {
    if (length !== 1 && length !== grid.channels) {
      throw new AppError('tensor/channels', {
        ...place,
        step: 'normalise',
        got: grid.channels,
        wanted: [length],
      })
    }
  }
  const ofChannel = (numbers: readonly number[], channel: number, otherwise: number) =>
    numbers[numbers.length === 1 ? 0 : channel] ?? otherwise
  return mapGrid(grid, (value, channel) => (value - ofChannel(mean, channel, 0)) / ofChannel(std, channel, 1))
}
