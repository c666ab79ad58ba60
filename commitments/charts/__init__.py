"""Figures drawn as SVG: one value yields the chart, its table and its sentence."""
