/** Entry of a worker thread of a run: computes one case at a time. */
import { connectThread } from './hosts/engine/case-threads'
import { serveCaseWorker } from './services/serve-case-worker'

const { line, exit } = connectThread()
serveCaseWorker(line, exit)
