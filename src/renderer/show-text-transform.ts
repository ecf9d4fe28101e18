/**
 * Builds every text of a template, and every title, label, alternative and placeholder, through `$shown` (see main.ts), so that no page can
 * forget it: names from studies, tables, files and models never act on the page. Vue has no hook for this at run time.
 */
import { createCompoundExpression, NodeTypes, type NodeTransform } from '@vue/compiler-dom'

const shownAttributes = new Set(['title', 'aria-label', 'alt', 'placeholder'])

/** Runs behind the transforms of Vue, which have resolved the names in expressions. */
export const showTextTransform: NodeTransform = (node) => {
  if (node.type === NodeTypes.INTERPOLATION) {
    node.content = createCompoundExpression(['_ctx.$shown(', node.content, ')'])
    return
  }
  if (node.type !== NodeTypes.ELEMENT) return
  for (const prop of node.props) {
    if (prop.type !== NodeTypes.DIRECTIVE || prop.name !== 'bind' || prop.exp === undefined) continue
    const isShown = prop.arg?.type === NodeTypes.SIMPLE_EXPRESSION && shownAttributes.has(prop.arg.content)
    if (isShown) prop.exp = createCompoundExpression(['_ctx.$shown(', prop.exp, ')'])
  }
}
