/** The Api as plain functions: what the contract promises, without a transport. */
import type {
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
  Meta,
} from '@orpc/contract'
import type { contract } from '@shared/api'

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/** Turns a contract into functions: input as the schema leaves it, output as the schema wants it. Throws AppError. */
export type Service<Contract> =
  Contract extends ContractProcedure<
    infer Input extends AnySchema,
    infer Output extends AnySchema,
    ErrorMap,
    Meta
  >
    ? (input: InferSchemaOutput<Input>, options?: CallOptions) => Promise<InferSchemaInput<Output>>
    : { readonly [Name in keyof Contract]: Service<Contract[Name]> }

export type ApiService = Service<typeof contract>
