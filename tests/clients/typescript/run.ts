// Runs every subject, and ends with 1 if anything is not as it should be.
// In this order: what is read is counted before anything more is deleted.
import './operations.js'
import './reading.js'
import './following.js'
import './webhooks.js'
import './problems.js'
import './mcp.js'
import { runAll } from './support.js'

// The service keeps its connection to the receiver of webhooks open for a while.
process.exit((await runAll()) ? 0 : 1)
