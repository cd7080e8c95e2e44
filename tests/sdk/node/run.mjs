// Runs every subject, and ends with 1 if anything is not as it should be.
import './batch.mjs'
import './errors.mjs'
import './events.mjs'
import './frame.mjs'
import './moved.mjs'
import './offline.mjs'
import './payloads.mjs'
import './portal.mjs'
import './tokens.mjs'
import './users.mjs'
import './webhooks.mjs'
import { runAll } from './support.mjs'

process.exitCode = (await runAll()) ? 0 : 1
