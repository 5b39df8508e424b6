import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { logUncaughtErrors } from './state/studio-log.ts'
import { connectStudio } from './state/studio-store.ts'
import { Studio } from './studio.tsx'
import './styles/tokens.css'
import './styles/base.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
logUncaughtErrors()
connectStudio()
createRoot(root).render(
  <StrictMode>
    <Studio />
  </StrictMode>,
)
