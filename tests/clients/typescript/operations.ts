// The generated client has every operation of the document.
import { readFile } from 'node:fs/promises'

import { check, equal } from './support.js'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch'])

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>
}

check('it has every operation of the document', async () => {
  const document = JSON.parse(await readFile('openapi/client.json', 'utf8')) as Document
  const operations = Object.values(document.paths).flatMap((path) => Object.entries(path))
  const ids = operations.filter(([method]) => METHODS.has(method)).map(([, { operationId }]) => operationId)
  const generated = await readFile(new URL('../document.ts', import.meta.url), 'utf8')
  const [paths = '', types = ''] = generated.split('export interface operations {')
  const typed = [...types.matchAll(/^ {4}(\w+): \{$/gm)].map(([, name]) => name)
  const routed = [...paths.matchAll(/^ {8}\w+: operations\["(\w+)"\];$/gm)].map(([, name]) => name)
  equal(typed.sort(), ids.sort())
  equal(routed.sort(), ids)
})
