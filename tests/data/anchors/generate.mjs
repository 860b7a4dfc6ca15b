// Makes the vectors of three dialects with the original packages:
//   npm install github-slugger@2.0.0 @docusaurus/utils@3.10.0 @mdit-vue/shared@3.0.2 markdown-it@14.1.0 markdown-it-anchor@9.2.0
//   node generate.mjs
// Each vector is [headings of a document, their anchors]. `headings.json` holds the documents; generate.py makes it.
import { readFileSync, writeFileSync } from 'node:fs'
import GithubSlugger from 'github-slugger'
import { createSlugger, parseMarkdownHeadingId } from '@docusaurus/utils'
import { slugify } from '@mdit-vue/shared'
import MarkdownIt from 'markdown-it'
import anchor from 'markdown-it-anchor'

const documents = JSON.parse(readFileSync('headings.json', 'utf8'))

function github(headings) {
  const slugger = new GithubSlugger()
  return headings.map((heading) => slugger.slug(heading))
}

// As the headings plugin of @docusaurus/mdx-loader does it: an id in the heading is taken as it is.
function docusaurus(headings) {
  const slugger = createSlugger()
  return headings.map((heading) => parseMarkdownHeadingId(heading).id || slugger.slug(heading))
}

// VitePress gives markdown-it-anchor this slugify. The headings go in as tokens, so that their text is not Markdown.
function vitepress(headings) {
  const md = new MarkdownIt()
  md.core.ruler.disable(['normalize', 'block', 'inline', 'linkify', 'replacements', 'smartquotes', 'text_join'])
  md.core.ruler.push('headings', (state) => {
    for (const heading of headings) {
      const inline = new state.Token('inline', '', 0)
      inline.children = [Object.assign(new state.Token('text', '', 0), { content: heading })]
      state.tokens.push(new state.Token('heading_open', 'h2', 1), inline, new state.Token('heading_close', 'h2', -1))
    }
  })
  md.use(anchor, { slugify })
  const tokens = md.parse('', {})
  return tokens.filter((token) => token.type === 'heading_open').map((token) => token.attrGet('id'))
}

for (const [name, dialect] of Object.entries({ github, docusaurus, vitepress })) {
  const lines = documents.map((headings) => JSON.stringify([headings, dialect(headings)]))
  writeFileSync(`${name}.json`, `[\n${lines.join(',\n')}\n]\n`)
}
