import { ipcRenderer } from 'electron'
import { COMPUTE_PORT } from '../src-shared/compute-port.ts'

// All that the compute window's page gets of the app: the ports that main gives it.
ipcRenderer.on(COMPUTE_PORT, ({ ports }) => window.postMessage(COMPUTE_PORT, '*', ports))
