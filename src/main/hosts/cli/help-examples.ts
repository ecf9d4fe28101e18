/** Examples that the help of each command ends with. */
const examples: Readonly<Record<string, readonly string[]>> = {
  init: [
    'modalens init model.onnx --data cases.csv',
    'modalens init model.onnx --data cases.tsv -o studies/lung.yaml --force',
  ],
  check: ['modalens check study.yaml', 'modalens check study.yaml --json > plan.json'],
  explain: ['modalens explain', 'modalens explain signal', 'modalens explain reslice'],
  inspect: ['modalens inspect model.onnx'],
  run: [
    'modalens run study.yaml',
    'modalens run study.yaml --first 20              a quick look',
    'modalens run study.yaml --split test -o results',
    'modalens run study.yaml --adaptive 0.01         until every contribution is known to 0.01',
    'modalens run study.yaml --path plain            the reference: one forward pass per mask',
    'modalens run study.yaml --json > result.json',
  ],
  resume: ['modalens resume 20260105-101500-lung', 'modalens resume results/runs/20260105-101500-lung'],
  show: [
    'modalens show                                   all runs',
    'modalens show 20260105-101500-lung',
    'modalens show 20260105-101500-lung --case case-017',
  ],
  export: ['modalens export RUN --table cases -o cases.csv', 'modalens export RUN --format json -o run.json'],
  report: ['modalens report RUN -o lung.pdf'],
  serve: ['modalens serve', 'modalens serve --port 8123 --root /data/studies --no-open'],
  demo: ['modalens demo', 'modalens demo --model all -o demo-reports'],
}

/** The examples of one command as help text; empty where there are none. */
export function helpExamples(command: string): string {
  const lines = examples[command]
  return lines === undefined ? '' : `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
