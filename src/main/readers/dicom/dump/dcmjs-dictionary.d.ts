/** The part of dcmjs 0.50.3 that we call; it has no declarations of its own. */
declare module 'dcmjs/dictionary' {
  const dictionary: Readonly<Record<string, { readonly vr: string; readonly name: string }>>
  export default dictionary
}
