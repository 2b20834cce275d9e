export async function drawMap() {}
