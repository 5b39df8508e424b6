/** The studio's window. Until the workspace is here it says how to make a model today. */
export function Studio() {
  return (
    <main className="studio">
      <h1>Glimpse3D Studio</h1>
      <p>Reconstruct from the command line:</p>
      <code>npx glimpse3d reconstruct photos/ -o model.glb</code>
    </main>
  )
}
