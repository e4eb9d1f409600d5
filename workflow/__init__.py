"""The engine for the selection and appointment of cadres (干部选拔任用工作流)."""
